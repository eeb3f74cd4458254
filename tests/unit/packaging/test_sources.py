import os
from collections.abc import Callable
from pathlib import Path

import pytest

from meshctl.aws_facts.quotas import FIXED_PACKAGE_UNZIPPED
from meshctl.errors import PackagingFailed
from meshctl.packaging.sources import read_requirements, read_sources, refuse_oversize


@pytest.fixture
def source(tmp_path: Path) -> Path:
    directory = tmp_path / "settle"
    directory.mkdir()
    (directory / "handler.py").write_bytes(b"def handle(): ...")
    return directory


def test_sources_are_named_from_their_directory(source: Path) -> None:
    (source / "core").mkdir()
    (source / "core" / "prices.json").write_bytes(b"{}")

    assert read_sources(source) == {"handler.py": b"def handle(): ...", "core/prices.json": b"{}"}
    assert sorted(read_sources(source, under="meshkit/")) == ["meshkit/core/prices.json", "meshkit/handler.py"]


def test_caches_hidden_files_and_the_requirements_stay_out(source: Path) -> None:
    for name in ["__pycache__/handler.cpython-311.pyc", "old.pyc", ".env", ".git/config", "requirements.txt"]:
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_bytes(b"x")
    assert list(read_sources(source)) == ["handler.py"]


def test_a_requirements_file_further_down_is_data_of_the_function(source: Path) -> None:
    (source / "templates").mkdir()
    (source / "templates" / "requirements.txt").write_bytes(b"x")
    assert "templates/requirements.txt" in read_sources(source)


def test_a_link_within_the_directory_is_read_as_a_file(source: Path) -> None:
    (source / "settle.py").symlink_to("handler.py")
    assert read_sources(source)["settle.py"] == b"def handle(): ..."


def outside_file(source: Path) -> None:
    (source.parent / "secret").write_text("s3cret")
    (source / "data.txt").symlink_to("../secret")


def outside_directory(source: Path) -> None:
    (source / "data").symlink_to(source.parent)


def second_name_of_a_directory(source: Path) -> None:
    (source / "core").mkdir()
    (source / "kernel").symlink_to("core")


def circle(source: Path) -> None:
    (source / "again").symlink_to(source)


def dangling(source: Path) -> None:
    (source / "gone").symlink_to("nowhere")


def endless(source: Path) -> None:
    (source / "loop").symlink_to("loop")


def pipe(source: Path) -> None:
    os.mkfifo(source / "pipe")


def foreign_requirements(source: Path) -> None:
    outside_file(source)
    (source / "data.txt").rename(source / "requirements.txt")


@pytest.mark.parametrize(
    "place", [outside_file, outside_directory, second_name_of_a_directory, circle, dangling, endless, pipe]
)
def test_what_is_no_file_of_the_directory_is_refused(source: Path, place: Callable[[Path], None]) -> None:
    place(source)
    with pytest.raises(PackagingFailed) as refusal:
        read_sources(source)
    assert refusal.value.hint


@pytest.mark.parametrize("place", [foreign_requirements, lambda source: os.mkfifo(source / "requirements.txt")])
def test_requirements_are_a_file_of_the_directory(source: Path, place: Callable[[Path], None]) -> None:
    place(source)
    with pytest.raises(PackagingFailed):
        read_requirements(source)


def test_requirements_are_text_and_may_be_absent(source: Path) -> None:
    assert read_requirements(source) == ""
    (source / "requirements.txt").write_bytes(b"\xef\xbb\xbfsix==1.17.0\n")
    assert read_requirements(source) == "six==1.17.0\n"
    (source / "requirements.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(PackagingFailed, match="UTF-8"):
        read_requirements(source)


def test_requirements_of_a_gigabyte_are_not_read(source: Path) -> None:
    with (source / "requirements.txt").open("wb") as sparse:
        sparse.truncate(10**9)
    with pytest.raises(PackagingFailed, match="larger than 1,000,000 bytes"):
        read_requirements(source)


def test_a_directory_that_is_not_there_is_named(source: Path) -> None:
    with pytest.raises(PackagingFailed, match=r"there is no directory .*capture"):
        read_sources(source / "capture")


def test_too_much_is_refused_before_it_is_read(source: Path) -> None:
    with (source / "model.bin").open("wb") as file:
        file.truncate(FIXED_PACKAGE_UNZIPPED)  # a hole: it takes no room on the disk
    with pytest.raises(PackagingFailed, match="250 MB, and Lambda takes less than 250 MB"):
        read_sources(source)


def test_the_limit_itself_is_too_much() -> None:
    refuse_oversize(9, 10, "it")
    with pytest.raises(PackagingFailed):
        refuse_oversize(10, 10, "it")
