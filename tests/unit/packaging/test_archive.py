import os
import time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.errors import PackagingFailed
from meshctl.packaging.archive import MOST_FILES, ExecutableContent, packed, read_zip, reproducible_zip

parts = st.text("abcxyz._-é", min_size=1, max_size=5).filter(lambda part: part not in {".", ".."})
names = st.lists(parts, min_size=1, max_size=3).map("/".join)
trees = st.dictionaries(names, st.binary(max_size=40), max_size=6).filter(
    lambda files: not any(other.startswith(f"{name}/") for name in files for other in files)
)


@given(files=trees, data=st.data())
def test_the_order_of_the_files_leaves_no_trace(files: Any, data: Any) -> None:
    shuffled = dict(data.draw(st.permutations(list(files.items()))))
    assert reproducible_zip(shuffled) == reproducible_zip(files)


@given(files=trees)
def test_a_zip_holds_exactly_its_files(files: Any) -> None:
    with ZipFile(BytesIO(reproducible_zip(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


@given(files=trees, executable=st.booleans())
def test_every_entry_has_the_same_date_and_system_and_a_mode_of_two(files: Any, executable: bool) -> None:
    held = {name: ExecutableContent(content) if executable else content for name, content in files.items()}
    with ZipFile(BytesIO(reproducible_zip(held))) as archive:
        for entry in archive.infolist():
            mode = 0o100755 if executable else 0o100644
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.external_attr >> 16, entry.create_system, entry.is_dir()) == (mode, 3, False)


@given(files=trees)
def test_what_is_read_from_a_zip_packs_to_the_same_zip(files: Any) -> None:
    content = reproducible_zip(files)
    assert reproducible_zip(read_zip(content)) == content
    assert {name: file.content for name, file in read_zip(content).items()} == files


def test_clock_time_zone_and_umask_leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    first = reproducible_zip({"handler.py": b"x = 1"})
    before = os.umask(0o077)
    try:
        monkeypatch.setenv("TZ", "Pacific/Kiritimati")
        time.tzset()
        time.sleep(2.1)  # a zip counts in steps of two seconds
        assert reproducible_zip({"handler.py": b"x = 1"}) == first
    finally:
        os.umask(before)
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../up.py", "a/../b.py", "..", ".", "", "a//b", "./a", "dir/", "a\\b", "a\nb", "a\0b", "\udcff.py"],
)
def test_a_name_that_is_no_plain_relative_path_is_refused(name: str) -> None:
    with pytest.raises(PackagingFailed, match="cannot be the name"):
        reproducible_zip({name: b""})


def test_a_file_cannot_be_a_directory_too() -> None:
    with pytest.raises(PackagingFailed, match="'app' is both a file and a directory"):
        reproducible_zip({"app": b"", "app/core/x.py": b""})


def test_more_files_than_a_zip_counts_are_refused() -> None:
    empty = packed(b"")
    assert reproducible_zip({f"{number}": empty for number in range(MOST_FILES)})
    with pytest.raises(PackagingFailed, match="65,536 files"):
        reproducible_zip({f"{number}": empty for number in range(MOST_FILES + 1)})
