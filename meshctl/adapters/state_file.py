"""A file that meshctl keeps for itself in a catalogue's state directory. Trusts nothing that lies there."""

from contextlib import suppress
from pathlib import Path

from meshctl.adapters.atomic_files import STATE_DIRECTORY, state_directory, write_file
from meshctl.adapters.directory_walk import read_plain


class StateFile:
    """`.meshctl/<name>` of a catalogue, of at most so many bytes. Where it cannot be read or written, it is as if empty."""

    def __init__(self, catalogue: Path, name: str, most_bytes: int) -> None:
        self._catalogue, self.most_bytes = catalogue, most_bytes
        self._path = catalogue / STATE_DIRECTORY / name

    def is_there(self) -> bool:
        """Whether there is one, whatever is in it."""
        return self._path.is_file()

    def read(self) -> bytes:
        """What lies there, at most a byte more than is ever written."""
        with suppress(OSError):
            return read_plain(str(self._path), self.most_bytes + 1)
        return b""

    def write(self, content: bytes) -> None:
        """Puts `content` there whole or not at all; never where a symbolic link leads, which a catalogue may hold."""
        if len(content) > self.most_bytes or self._path.parent.is_symlink():
            return
        with suppress(OSError):
            write_file(state_directory(self._catalogue) / self._path.name, content)

    def remove(self) -> None:
        """Takes it away, if that is allowed."""
        if not self._path.parent.is_symlink():
            with suppress(OSError):
                self._path.unlink()
