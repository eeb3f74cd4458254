"""The package of one function: its files in one zip, with Lambda's digest of it. Pure."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.errors import PackagingFailed
from meshctl.packaging.archive import Content, PackedFile, packed, reproducible_zip


@dataclass(frozen=True)
class Package:
    """A function's zip; `hash` is what Lambda calls CodeSha256 (base64), `digest` the same sha256 in hex."""

    content: bytes
    hash: str
    digest: str
    files: int


def package_of(files: Mapping[str, Content]) -> Package:
    """The files as a package: the same files always give the same digest."""
    content = reproducible_zip(files)
    sha256 = hashlib.sha256(content)
    return Package(content, base64.b64encode(sha256.digest()).decode(), sha256.hexdigest(), len(files))


def merged(parts: Mapping[str, Mapping[str, Content]]) -> dict[str, PackedFile]:
    """All files together, of parts by their names. Raises `PackagingFailed` where parts share a module: one would hide the other's."""
    files: dict[str, PackedFile] = {}
    owners: dict[str, str] = {}
    for part, own in parts.items():
        taken = {_module(name) for name in own}
        if hidden := sorted(taken & owners.keys()):
            raise PackagingFailed(
                f"{hidden[0]!r} is in {part} and in {owners[hidden[0]]} too", "rename it, or leave it out, on one side"
            )
        owners |= dict.fromkeys(taken, part)
        files |= {name: packed(content) for name, content in own.items()}
    return files


def _module(name: str) -> str:
    """What Python would import the file as: `six.py`, `six/__init__.py` and `six.cpython-312.so` are all `six`."""
    return re.split(r"[./]", name, maxsplit=1)[0]
