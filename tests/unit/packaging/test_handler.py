import sys
from pathlib import Path

import pytest

from meshctl.errors import PackagingFailed
from meshctl.packaging.handler import refuse_missing_handler

OURS = sys.version_info[:2]


@pytest.mark.parametrize(
    "source",
    [
        "def handle(event, context): ...",
        "@consumer\ndef handle(event): ...",
        "handle = consumer(print)",
        "handle: object = print",
        "from app import handle",
        "from app import other as handle",
        "class handle: ...",
        "# -*- coding: latin-1 -*-\ndef handle(): '\xe9'",
    ],
)
def test_a_handler_is_a_name_defined_at_the_top_level(source: str) -> None:
    refuse_missing_handler({"handler.py": source.encode("latin-1")}, "handler.handle", OURS)


@pytest.mark.parametrize(
    "source", ["", "def handler(): ...", "def f():\n  def handle(): ...", "handle: object", "async def handle(): ..."]
)
def test_a_handler_that_is_not_defined_is_refused(source: str) -> None:
    with pytest.raises(PackagingFailed, match="defines no 'handle' at its top level"):
        refuse_missing_handler({"handler.py": source.encode()}, "handler.handle", OURS)


def test_the_names_a_file_does_define_are_offered() -> None:
    with pytest.raises(PackagingFailed) as refusal:
        refuse_missing_handler({"handler.py": b"def handel(): ...\nx = 1"}, "handler.handle", OURS)
    assert "handel, x" in refusal.value.hint


@pytest.mark.parametrize("handler", ["app.settle.handle", "app/settle.handle"])
@pytest.mark.parametrize("file", ["app/settle.py", "app/settle/__init__.py"])
def test_a_handler_may_lie_in_a_package(handler: str, file: str) -> None:
    refuse_missing_handler({file: b"handle = 1"}, handler, OURS)


def test_of_a_package_and_a_module_python_takes_the_package() -> None:
    with pytest.raises(PackagingFailed, match="handler/__init__"):
        refuse_missing_handler({"handler.py": b"handle = 1", "handler/__init__.py": b""}, "handler.handle", OURS)


@pytest.mark.parametrize("handler", ["handle", "", "../handler.handle", "handler.", "handler.py:handle", "a b.c"])
def test_a_handler_names_a_file_and_a_function(handler: str) -> None:
    with pytest.raises(PackagingFailed, match="is not a handler"):
        refuse_missing_handler({"handler.py": b"handle = 1"}, handler, OURS)


def test_the_handlers_file_must_be_there() -> None:
    with pytest.raises(PackagingFailed, match=r"there is no main\.py"):
        refuse_missing_handler({"handler.py": b"handle = 1"}, "main.handle", OURS)


@pytest.mark.parametrize(
    "source", [b"x = 1\ndef handle(:", b"handle = '\0'", b"\xff = 1", b"(" * 9999, b"-" * 99999 + b"1"]
)
def test_what_python_cannot_read_is_refused(source: bytes) -> None:
    with pytest.raises(PackagingFailed, match=r"handler\.py.* is not valid Python"):
        refuse_missing_handler({"handler.py": source}, "handler.handle", OURS)


def test_the_line_of_a_mistake_is_named() -> None:
    with pytest.raises(PackagingFailed, match=r"handler\.py:2 "):
        refuse_missing_handler({"handler.py": b"x = 1\ndef handle(:"}, "handler.handle", OURS)


def test_a_python_newer_than_ours_is_not_ours_to_judge() -> None:
    newer = (OURS[0], OURS[1] + 1)
    refuse_missing_handler({"handler.py": b"a statement of the future"}, "handler.handle", newer)


def test_sources_are_never_executed(tmp_path: Path) -> None:
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')\nhandle = 1"
    refuse_missing_handler({"handler.py": trap.encode()}, "handler.handle", OURS)
    assert not (tmp_path / "ran").exists()
