"""A file that meshctl keeps for itself in a catalogue's state directory. Trusts nothing that lies there."""

from contextlib import suppress
from pathlib import Path

from meshctl.adapters.atomic_files import STATE_DIRECTORY, state_directory
from meshctl.adapters.private.directories import find_private_directory
from meshctl.adapters.private.files import read_private, write_private
from meshctl.errors import MeshctlError


class StateFile:
    """`.meshctl/<name>` of a catalogue, of at most so many bytes. Where it cannot be read or written, it is as if empty."""

    def __init__(self, catalogue: Path, name: str, most_bytes: int) -> None:
        self._catalogue, self._name, self.most_bytes = catalogue, name, most_bytes

    def is_there(self) -> bool:
        """Whether there is one, whatever is in it."""
        return (self._catalogue / STATE_DIRECTORY / self._name).is_file()

    def read(self) -> bytes:
        """What lies there, at most a byte more than is ever written."""
        with suppress(OSError, MeshctlError):
            directory = find_private_directory(self._catalogue, STATE_DIRECTORY)
            return (directory and read_private(directory / self._name, self.most_bytes + 1)) or b""
        return b""

    def write(self, content: bytes) -> None:
        """Puts `content` there whole or not at all; never where a symbolic link leads, which a catalogue may hold."""
        if len(content) <= self.most_bytes:
            with suppress(OSError, MeshctlError):
                write_private(state_directory(self._catalogue) / self._name, content)

    def remove(self) -> None:
        """Takes it away, if that is allowed."""
        with suppress(OSError, MeshctlError):
            directory = find_private_directory(self._catalogue, STATE_DIRECTORY)
            if directory:
                (directory / self._name).unlink()
