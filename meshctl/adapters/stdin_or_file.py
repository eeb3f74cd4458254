"""Reads what an operator names on the command line: a file, or `-` for standard input. Decides nothing about its content."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import BinaryIO

from meshctl.errors import MeshctlError

STANDARD_INPUT = "-"


def read_input(name: str, most: int) -> bytes:
    """Its content, of which at most a byte more than `most` is read. Raises `OSError`, `MeshctlError`."""
    with _opened(name) as stream:
        return stream.read(most + 1)


def input_lines(name: str, most: int) -> Iterator[bytes]:
    """Its lines one by one; of a longer one than `most` bytes, a byte more is read at a time.

    Raises `OSError`, `MeshctlError`.
    """
    with _opened(name) as stream:
        while line := stream.readline(most + 1):
            yield line


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """The stream; what the system says against reading it names it, too."""
    try:
        with nullcontext(_standard_input()) if name == STANDARD_INPUT else _file(name) as stream:
            yield stream
    except OSError as error:
        raise OSError(error.errno, error.strerror, "standard input" if name == STANDARD_INPUT else name) from error


def _file(name: str) -> BinaryIO:
    return open(name, "rb", opener=_opened_at_once)


def _opened_at_once(name: str, flags: int) -> int:
    """Opens a pipe that nobody writes into without waiting for somebody: it is empty. What is written into it is waited for."""
    descriptor = os.open(name, flags | os.O_NONBLOCK)
    os.set_blocking(descriptor, True)
    return descriptor


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # the caller has closed it
        raise MeshctlError(
            "there is no standard input to read `-` from", "name a file, or send it in: meshctl ... < FILE"
        )
    return sys.stdin.buffer
