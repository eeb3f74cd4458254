import os
from collections.abc import Callable
from pathlib import Path

import pytest

from meshctl.aws_facts.quotas import FIXED_PACKAGE_UNZIPPED
from meshctl.errors import PackagingFailed
from meshctl.packaging.archive import ExecutableContent
from meshctl.packaging.foreign_code import refuse_foreign_code
from meshctl.packaging.sources import read_deciding, read_sources, read_text, refuse_oversize
from meshctl.packaging.targets import lambda_target, this_interpreter

LEFT_OUT = [
    "__pycache__/handler.cpython-311.pyc",
    "old.pyc",
    ".env",
    ".git/config",
    "requirements.txt",
    "pyproject.toml",
    "uv.lock",
]
LEFT_OUT += [
    "pylock.toml",
    "venv/bin/python",
    "node_modules/a/b.js",
    "mine/pyvenv.cfg",
    "mine/lib/x.py",
    "core/.pytest_cache/x",
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    directory = tmp_path / "settle"
    directory.mkdir()
    (directory / "handler.py").write_bytes(b"def handle(*_): ...")
    return directory


def test_sources_are_named_from_their_directory(source: Path) -> None:
    (source / "core").mkdir()
    (source / "core" / "prices.json").write_bytes(b"{}")

    assert read_sources(source) == {"handler.py": b"def handle(*_): ...", "core/prices.json": b"{}"}
    assert sorted(read_sources(source, under="meshkit/")) == ["meshkit/core/prices.json", "meshkit/handler.py"]


def test_caches_hidden_files_and_the_requirements_stay_out(source: Path) -> None:
    for name in LEFT_OUT:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(b"x")
    assert list(read_sources(source)) == ["handler.py"]


def test_a_requirements_file_further_down_is_data_of_the_function(source: Path) -> None:
    (source / "templates").mkdir()
    (source / "templates" / "requirements.txt").write_bytes(b"x")
    assert "templates/requirements.txt" in read_sources(source)


def test_a_link_within_the_directory_is_read_as_a_file(source: Path) -> None:
    (source / "settle.py").symlink_to("handler.py")
    assert read_sources(source)["settle.py"] == b"def handle(*_): ..."


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


@pytest.mark.parametrize("place", [second_name_of_a_directory, circle])
def test_a_link_to_a_directory_is_told_as_one(source: Path, place: Callable[[Path], None]) -> None:
    place(source)
    with pytest.raises(PackagingFailed, match="is a link to a directory"):
        read_sources(source)


def test_a_directory_in_the_place_of_a_file_is_told_as_one(source: Path) -> None:
    (source / "requirements.txt").mkdir()
    with pytest.raises(PackagingFailed, match="is neither a file nor a directory of its own"):
        read_text(source, "requirements.txt")


@pytest.mark.parametrize("place", [foreign_requirements, lambda source: os.mkfifo(source / "requirements.txt")])
def test_requirements_are_a_file_of_the_directory(source: Path, place: Callable[[Path], None]) -> None:
    place(source)
    with pytest.raises(PackagingFailed):
        read_text(source, "requirements.txt")


def test_requirements_are_text_and_may_be_absent(source: Path) -> None:
    assert read_text(source, "requirements.txt") == ""
    (source / "requirements.txt").write_bytes(b"\xef\xbb\xbfsix==1.17.0\n")
    assert read_text(source, "requirements.txt") == "six==1.17.0\n"
    (source / "requirements.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(PackagingFailed, match="UTF-8"):
        read_text(source, "requirements.txt")


def test_requirements_of_a_gigabyte_are_not_read(source: Path) -> None:
    with (source / "requirements.txt").open("wb") as sparse:
        sparse.truncate(10**9)
    with pytest.raises(PackagingFailed, match="larger than 4,000,000 bytes"):
        read_text(source, "requirements.txt")


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


def test_an_ignore_file_says_what_else_stays_out(source: Path) -> None:
    for name in ["tests/test_handler.py", "core/notes.md", "core/keep.md", "big.bin", "core/tests/data.json"]:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(b"x")
    (source / ".meshctlignore").write_text("# of developers\n/tests/\n*.md\n!keep.md\n/big.*\n")
    assert sorted(read_sources(source)) == ["core/keep.md", "core/tests/data.json", "handler.py"]
    assert {".meshctlignore", "big.bin"} < read_deciding(source).keys()


def test_what_its_owner_may_execute_stays_executable(source: Path) -> None:
    (source / "tool").write_bytes(b"#!/bin/sh\n")
    (source / "tool").chmod(0o700)
    found = read_sources(source)
    assert isinstance(found["tool"], ExecutableContent)
    assert not isinstance(found["handler.py"], ExecutableContent)


def elf(machine: int) -> bytes:
    return b"\x7fELF\2\1\1" + bytes(9) + b"\3\0" + machine.to_bytes(2, "little") + bytes(40)


WHEEL_NOTE = b"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: cp312-cp312-%s\n"
ARM = lambda_target("python3.12", "arm64")


@pytest.mark.parametrize(
    ("path", "content", "why"),
    [
        ("fast.so", elf(62), "fast.so is for x86_64"),
        ("bin/tool", elf(40), "bin/tool is for arm"),
        ("fast.cpython-311-aarch64-linux-gnu.so", elf(183), "is for Python 3.11"),
        ("fast.cpython-312-aarch64-linux-musl.so", elf(183), "is for musl"),
        ("fast.cpython-312t-aarch64-linux-gnu.so", elf(183), r"is for another build of Python \(3\.12t\)"),
        ("fast.abi3.so", b"\xcf\xfa\xed\xfe", "for another system than Linux"),
        ("six-1.0.dist-info/WHEEL", WHEEL_NOTE % b"macosx_11_0_arm64", "six-1.0.dist-info is of a wheel for macosx_11_0_arm64"),
        ("six-1.0.dist-info/WHEEL", WHEEL_NOTE % b"manylinux2014_x86_64", "of a wheel for manylinux2014_x86_64"),
        ("six-1.0.dist-info/WHEEL", WHEEL_NOTE % b"linux_aarch64", "of a wheel for linux_aarch64"),
    ],
)  # fmt: skip
def test_code_for_another_processor_or_python_is_told(path: str, content: bytes, why: str) -> None:
    with pytest.raises(PackagingFailed, match=why):
        refuse_foreign_code({path: content}, ARM)
    refuse_foreign_code({path: content}, this_interpreter())


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("fast.cpython-312-aarch64-linux-gnu.so", elf(183)),
        ("data.bin", b"MZ"),
        ("short.so", b"\x7fELF"),
        ("six-1.0.dist-info/WHEEL", WHEEL_NOTE % b"any"),
        ("six-1.0.dist-info/WHEEL", WHEEL_NOTE % b"manylinux_2_17_aarch64.manylinux2014_aarch64"),
    ],
)
def test_code_that_the_function_can_run_is_none_of_that(path: str, content: bytes) -> None:
    refuse_foreign_code({path: content}, ARM)


@pytest.mark.parametrize("foreign", ["fast.cpython-311-aarch64-linux-gnu.so", "fast.cpython-312-x86_64-linux-gnu.so"])
@pytest.mark.parametrize("own", ["fast.cpython-312-aarch64-linux-gnu.so", "fast.abi3.so", "fast.so"])
def test_beside_a_module_that_python_loads_those_for_others_may_lie(own: str, foreign: str) -> None:
    other = elf(62 if "x86_64" in foreign else 183)
    refuse_foreign_code({f"lib/{own}": elf(183), f"lib/{foreign}": other}, ARM)
    with pytest.raises(PackagingFailed, match=f"lib/{foreign} is for"):
        refuse_foreign_code({f"other/{own}": elf(183), f"lib/{foreign}": other}, ARM)
