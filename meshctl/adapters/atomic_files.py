"""Writes single files whole or not at all, and keeps `.meshctl`. Knows nothing of what is in them."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from meshctl.errors import MeshctlError

STATE_DIRECTORY = ".meshctl"


def write_file(path: Path, content: bytes) -> None:
    """Puts `content` at `path` whole or not at all; leaves a file alone that is like it already."""
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def state_directory(catalogue: Path) -> Path:
    """Where meshctl keeps what it makes: `.meshctl` beside mesh.yaml, which git ignores.

    Raises `MeshctlError` for a symbolic link, which a catalogue may hold: whatever it leads to would be written over.
    """
    directory = catalogue / STATE_DIRECTORY
    if directory.is_symlink():
        raise MeshctlError(
            f'"{directory}" is a symbolic link', "take it away: meshctl makes a directory of its own there"
        )
    directory.mkdir(mode=0o700, exist_ok=True)
    write_file(directory / ".gitignore", b"*\n")
    return directory
