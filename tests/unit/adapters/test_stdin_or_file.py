"""What an operator names is read, be it a pipe, and nothing is waited for that nobody writes."""

import os
from pathlib import Path

from meshctl.adapters.stdin_or_file import read_input


def test_of_a_pipe_what_is_written_into_it_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    both = os.open(pipe, os.O_RDWR)
    os.write(both, b"some more!")
    assert read_input(str(pipe), 9) == b"some more!"
    os.close(both)


def test_a_pipe_that_nobody_writes_into_is_empty(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read_input(str(tmp_path / "pipe"), 9) == b""


def test_of_what_has_no_end_little_is_read() -> None:
    assert read_input("/dev/zero", 9) == bytes(10)
