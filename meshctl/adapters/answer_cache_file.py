"""The cache of the last answer of `meshctl check`: a file in the catalogue's state directory. Trusts nothing in it."""

from contextlib import suppress
from pathlib import Path

from meshctl.adapters.atomic_files import STATE_DIRECTORY, state_directory, write_file
from meshctl.adapters.directory_walk import read_plain

ANSWER_FILE = "answer"
MOST_BYTES = 16_000_000
"""Longer answers are not cached: to read them again would take as long as to check again."""


class AnswerCacheFile:
    """The file `.meshctl/answer` of a catalogue. Where it cannot be read or written, nothing is cached."""

    def __init__(self, catalogue: Path) -> None:
        self._directory = catalogue / STATE_DIRECTORY

    def read(self) -> bytes:
        """What lies there, at most a byte more than is ever written."""
        with suppress(OSError):
            return read_plain(str(self._directory / ANSWER_FILE), MOST_BYTES + 1)
        return b""

    def write(self, content: bytes) -> None:
        """Puts `content` there whole or not at all; never where a symbolic link leads, which a catalogue may hold."""
        if len(content) > MOST_BYTES or self._directory.is_symlink():
            return
        with suppress(OSError):
            write_file(state_directory(self._directory.parent) / ANSWER_FILE, content)
