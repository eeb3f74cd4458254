"""Reads what an operator names on the command line: a file, or `-` for standard input. Decides nothing about its content."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

STANDARD_INPUT = "-"


def read_input(name: str, most: int) -> bytes:
    """Its content, of which at most a byte more than `most` is read. Raises `OSError`."""
    with _opened(name) as stream:
        return stream.read(most + 1)


def input_lines(name: str, most: int) -> Iterator[bytes]:
    """Its lines one by one; of a longer one than `most` bytes, a byte more is read at a time. Raises `OSError`."""
    with _opened(name) as stream:
        while line := stream.readline(most + 1):
            yield line


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if name == STANDARD_INPUT else Path(name).open("rb")
