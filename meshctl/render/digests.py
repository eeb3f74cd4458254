"""A digest over files, which says whether any of them is another. Pure."""

from collections.abc import Mapping
from hashlib import sha256


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """Hex SHA-256 over their paths and contents."""
    whole = sha256()
    for path in sorted(files):
        whole.update(f"{path}\0{sha256(files[path]).hexdigest()}\n".encode())
    return whole.hexdigest()
