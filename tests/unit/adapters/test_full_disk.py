"""A disk that is full names the file that could not be written, whatever writes it, and leaves no half of it."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.atomic_files import write_file
from meshctl.adapters.catalogue_files import write_catalogue_file
from meshctl.adapters.private.files import write_private

Write = Callable[[Path, bytes], None]


@contextmanager
def no_file_above(most: int) -> Iterator[None]:
    """Stands for a disk with so much room: writing more fails the same way."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@given(
    st.sampled_from([write_file, write_private, write_catalogue_file]), st.integers(0, 20_000), st.integers(1, 20_000)
)
def test_the_file_is_named_and_what_was_there_stays(write: Write, most: int, more: int) -> None:
    with TemporaryDirectory() as directory:
        path = Path(directory, "file")
        write(path, b"before")
        with no_file_above(most), pytest.raises(OSError, match="File too large") as failed:
            write(path, b"x" * (most + more))
        assert (failed.value.filename, path.read_bytes(), len([*Path(directory).iterdir()])) == (
            str(path),
            b"before",
            1,
        )
