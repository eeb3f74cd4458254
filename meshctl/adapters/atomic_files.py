"""Writes single files whole or not at all, and keeps `.meshctl`. Knows nothing of what is in them."""

from pathlib import Path

from meshctl.adapters.private.directories import private_directory
from meshctl.adapters.private.files import naming, write_private

STATE_DIRECTORY = ".meshctl"


def write_file(path: Path, content: bytes) -> None:
    """Puts `content` at `path` whole or not at all; leaves a file alone that is like it already."""
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return
    from tempfile import NamedTemporaryFile  # noqa: PLC0415  most commands write none

    path.parent.mkdir(parents=True, exist_ok=True)
    with naming(path), NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def state_directory(catalogue: Path, *names: str) -> Path:
    """Where meshctl keeps what it makes: `.meshctl` beside mesh.yaml, which git ignores, or a directory in it.

    For this user only. Raises `MeshctlError` where what lies there is a link or another user's, or may be: a catalogue that
    was cloned may bring it along.
    """
    directory = private_directory(catalogue, STATE_DIRECTORY)
    write_private(directory / ".gitignore", b"*\n")
    return private_directory(directory, *names)
