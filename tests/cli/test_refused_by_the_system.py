"""Whatever the operating system refuses is a sentence with a way out that fits."""

import errno
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.cli.refused_by_the_system import refused_by_the_system


@given(st.sampled_from(sorted(errno.errorcode)), st.none() | st.just("a/file"))
def test_there_is_always_a_sentence_and_a_way_out(number: int, file: str | None) -> None:
    sentence, way_out = refused_by_the_system(OSError(number, os.strerror(number), file))
    assert os.strerror(number) in sentence
    assert way_out
    assert not file or sentence.startswith('"a/file": ')


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "make room"), (errno.EACCES, "may read it"), (errno.EMFILE, "ulimit"), (errno.ENOMEM, "memory")],
)
def test_the_way_out_fits(number: int, said: str) -> None:
    assert said in refused_by_the_system(OSError(number, os.strerror(number), "a/file"))[1]


def test_a_full_disk_without_a_file_is_that_of_the_output() -> None:
    assert refused_by_the_system(OSError(errno.ENOSPC, "full"))[0] == "standard output: full"
