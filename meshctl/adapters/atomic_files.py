"""Writes single files whole or not at all, and keeps `.meshctl`. Knows nothing of what is in them."""

from pathlib import Path
from tempfile import NamedTemporaryFile

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
    """Where meshctl keeps what it makes: `.meshctl` beside mesh.yaml, which git ignores."""
    directory = catalogue / STATE_DIRECTORY
    directory.mkdir(mode=0o700, exist_ok=True)
    write_file(directory / ".gitignore", b"*\n")
    return directory
