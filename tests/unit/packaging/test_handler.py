import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from meshctl.errors import PackagingFailed
from meshctl.packaging.handlers.handler import refuse_missing_handler

OURS = sys.version_info[:2]


BOUND = (
    "def handle(event, context): ...",
    "@consumer\ndef handle(event): ...",
    "handle = consumer(print)",
    "handle: object = print",
    "from app import handle",
    "from app import other as handle",
    "class handle: ...",
    "try:\n    import fast\nexcept ImportError:\n    def handle(*_): ...",
    "try:\n    from app import handle\nfinally:\n    pass",
    "if DEBUG:\n    handle = str\nelse:\n    handle = 2",
    "with open('x') as handle:\n    pass",
    "for handle in (): ...",
    "while True:\n    handle = str\n    break",
    "match x:\n    case 1:\n        def handle(*_): ...",
    "handle, other = 1, 2",
    "(one, [handle, *more]) = x",
    "other = handle = str",
    "if (handle := 1): ...",
    "print(handle := 1)",
    "import handle",
    "import handle.inner",
    "handle += 1",
    "from wheel import *",
    "from . import *",
    "def __getattr__(name): ...",
    "globals()['handle'] = 1",
    "globals().update(vars(x))",
    "exec(text)",
    "import sys\nsetattr(sys.modules[__name__], 'handle', 1)",
    "import sys\nsys.modules[__name__].handle = str",
    "from sys import modules\nmodules[__name__].handle = str",
    "import sys\ngetattr(sys, 'modules')[__name__].handle = str",
    "from sys import modules as m\nm[__name__].handle = str",
    "from builtins import exec as run\nrun(text)",
    "from lazy import __getattr__",
    "if x:\n    def __getattr__(name): ...",
    "import handler\nhandler.handle = str",
    "import app.handler as this\nthis.handle: object = str",
    "import handler\nfor handler.handle in x: ...",
    "import inspect\ninspect.getmodule(f).handle = str",
    "f.__globals__['handle'] = 1",
    "def f(x=(handle := 1)): ...",
    "def f(*, x=(handle := 1)) -> None: ...",
    "async def f(x=(handle := 1)): ...",
    "def f(x: (handle := int)): ...",
    "@(handle := str)\ndef f(): ...",
    "@(handle := str)\nasync def f(): ...",
    "@(handle := str)\nclass A: ...",
    "class A((handle := B)): ...",
    "class A(metaclass=(handle := B)): ...",
    "f = lambda x=(handle := 1): x",
    "x = [handle := y for y in z]",
    "x: (handle := int)",
    "x[(handle := 1)]: int",
    "del x[(handle := 1)]",
    "assert (handle := 1)",
    "match x:\n    case handle: ...",
    "match x:\n    case {'a': handle} | [handle]: ...",
    "match x:\n    case [*handle]: ...",
    "match x:\n    case {**handle}: ...",
    "match x:\n    case 1 if (handle := x): ...",
    "@run_by_asyncio\nasync def handle(event): ...",
    "async def handle(*_): ...\nhandle = run_by_asyncio(handle)",
    "def f():\n  def g():\n    global handle\n    handle = str\n  g()\nf()",
    "# -*- coding: latin-1 -*-\ndef handle(*_): '\xe9'",
)


@pytest.mark.parametrize("source", BOUND)
def test_a_handler_is_a_name_defined_at_the_top_level(source: str) -> None:
    refuse_missing_handler({"handler.py": source.encode("latin-1")}, "handler.handle", OURS)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "def handler(): ...",
        "def f():\n  def handle(*_): ...",
        "handle: object",
        "print(handle)",
        "match x:\n    case handle.inner: ...",
        "class A:\n  def handle(*_): ...",
        "try:\n  def f():\n    handle = str\nfinally:\n  pass",
        "import app.handle",
        "x.handle = str",
        "class A:\n  def f(self):\n    self.handle = str",
        "x = [handle for handle in y]",
        "x = {handle: 1 for handle in y if handle}",
        "f = lambda: (handle := 1)",
        "f = lambda handle: handle",
        "def f(handle): ...",
        "class A:\n  handle = str",
        "try: ...\nexcept E as handle: ...",
        "del handle",
        "def handle(*_): ...\ndel handle",
        "handle = other = str\ndel (other, handle)",
        "if TYPE_CHECKING:\n  from app import handle",
        "import typing as t\nif t.TYPE_CHECKING:\n  def handle(*_): ...",
        "if __name__ == '__main__':\n  handle = str",
        "if not 1:\n  handle = str",
        "if 1: ...\nelse:\n  handle = str",
    ],
)
def test_a_handler_that_is_not_defined_is_refused(source: str) -> None:
    with pytest.raises(PackagingFailed, match="defines no 'handle' at its top level"):
        refuse_missing_handler({"handler.py": source.encode()}, "handler.handle", OURS)


@pytest.mark.parametrize(
    "handler", ["from work import handle", "from work import hande as handle", "from a import handle"]
)
def test_a_name_that_is_imported_and_not_there_is_told(handler: str) -> None:
    files = {"handler.py": handler.encode(), "a.py": b"from work import handle", "work.py": b"def handel(): ..."}
    with pytest.raises(
        PackagingFailed, match=r"imports 'hand\w*' from work\.py, which defines no such name"
    ) as refusal:
        refuse_missing_handler(files, "handler.handle", OURS)
    assert "it defines handel" in refusal.value.hint


STARRED = {
    "_handle = handle = str": "handle",
    "_handle = handle = str\n__all__ = ['_handle']": "_handle",
    "_handle = handle = str\n__all__ = ('_handle', 'handle')": "_handle handle",
    "_handle = handle = str\n__all__ = []\n__all__ += x": "_handle handle",
}


@pytest.mark.parametrize(("text", "taken"), STARRED.items())
@pytest.mark.parametrize("name", ["handle", "_handle"])
def test_a_star_takes_what_the_module_exports(text: str, taken: str, name: str) -> None:
    files = {"handler.py": b"from work import *", "work.py": text.encode()}
    with nullcontext() if name in taken.split() else pytest.raises(PackagingFailed, match="defines no"):
        refuse_missing_handler(files, f"handler.{name}", OURS)


def test_what_a_star_may_bind_anew_is_not_followed() -> None:
    files = {"work.py": b"async def handle(*_): ...", "more.py": b"def handle(*_): ..."}
    own = b"from work import handle\nfrom more import *"
    refuse_missing_handler({"handler.py": own, **files}, "handler.handle", OURS)


def test_a_star_import_that_may_fail_needs_no_valid_file() -> None:
    guarded = b"try:\n    from work import *\nexcept SyntaxError:\n    from other import handle"
    refuse_missing_handler({"handler.py": guarded, "work.py": b"def ("}, "handler.handle", OURS)
    with pytest.raises(PackagingFailed, match=r"work\.py:1 is not valid Python"):
        refuse_missing_handler({"handler.py": b"from work import *", "work.py": b"def ("}, "handler.handle", OURS)


def test_the_names_a_file_does_define_are_offered() -> None:
    with pytest.raises(PackagingFailed) as refusal:
        refuse_missing_handler({"handler.py": b"def handel(): ...\nx = 1"}, "handler.handle", OURS)
    assert "handel, x" in refusal.value.hint


@pytest.mark.parametrize("name", ["my-handler", "2fa", "src/my-handler"])
def test_python_imports_by_name_what_no_import_could_say(name: str) -> None:
    refuse_missing_handler({f"{name}.py": b"handle = str"}, f"{name}.handle", OURS)


@pytest.mark.parametrize("handler", ["app.settle.handle", "app/settle.handle"])
@pytest.mark.parametrize("file", ["app/settle.py", "app/settle/__init__.py"])
def test_a_handler_may_lie_in_a_package(handler: str, file: str) -> None:
    refuse_missing_handler({file: b"handle = str"}, handler, OURS)


def test_of_a_package_and_a_module_python_takes_the_package() -> None:
    with pytest.raises(PackagingFailed, match="handler/__init__"):
        refuse_missing_handler({"handler.py": b"handle = str", "handler/__init__.py": b""}, "handler.handle", OURS)


@pytest.mark.parametrize(
    "handler", ["handle", "", "../handler.handle", "handler.", "handler.py:handle", "a b.c", "a//b.c"]
)
def test_a_handler_names_a_file_and_a_function(handler: str) -> None:
    with pytest.raises(PackagingFailed, match="is not a handler"):
        refuse_missing_handler({"handler.py": b"handle = str"}, handler, OURS)


def test_the_handlers_file_must_be_there() -> None:
    with pytest.raises(PackagingFailed, match=r"there is no main\.py"):
        refuse_missing_handler({"handler.py": b"handle = str"}, "main.handle", OURS)


@pytest.mark.parametrize(
    "source",
    [
        b"x = 1\ndef handle(:",
        b"return",
        b"await x",
        b"def f(a, a): ...",
        b"handle = '\0'",
        b"\xff = 1",
        b"(" * 9999,
        b"-" * 99999 + b"1",
    ],
)
def test_what_python_cannot_read_is_refused(source: bytes) -> None:
    with pytest.raises(PackagingFailed, match=r"handler\.py.* is not valid Python"):
        refuse_missing_handler({"handler.py": source}, "handler.handle", OURS)


@pytest.mark.parametrize("many", [900, 1_000, 1_500, 2_500])
def test_what_is_nested_deeply_is_read(many: int) -> None:
    chain = "if a: ...\n" + "elif b: ...\n" * many + "else: handle = str"
    refuse_missing_handler({"handler.py": chain.encode()}, "handler.handle", OURS)


def test_the_line_of_a_mistake_is_named() -> None:
    with pytest.raises(PackagingFailed, match=r"handler\.py:2 "):
        refuse_missing_handler({"handler.py": b"x = 1\ndef handle(:"}, "handler.handle", OURS)


NEWER = (OURS[0], OURS[1] + 1)


@pytest.mark.parametrize(
    "source",
    ["type A[T] = list[T] of", "def handle[T](x: T:", "x = f'{a['b']'", "try: ...\nexcept A, B: ...=", "x = t'{'"],
)
def test_what_only_a_newer_python_understands_is_not_ours_to_judge(source: str) -> None:
    refuse_missing_handler({"handler.py": source.encode()}, "handler.handle", NEWER)
    with pytest.raises(PackagingFailed, match="is not valid Python"):
        refuse_missing_handler({"handler.py": source.encode()}, "handler.handle", OURS)


@pytest.mark.parametrize("source", ["def (", "x = = 1", "x = (1", "if True\n  x = 1"])
def test_what_no_python_understands_is_refused_for_a_newer_one_as_well(source: str) -> None:
    with pytest.raises(PackagingFailed, match="is not valid Python"):
        refuse_missing_handler({"handler.py": source.encode()}, "handler.handle", NEWER)


def test_sources_are_never_executed(tmp_path: Path) -> None:
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')\nhandle = str"
    refuse_missing_handler({"handler.py": trap.encode()}, "handler.handle", OURS)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "star", ["from app.core import *", "from .core import *", "from app import *", "from . import *"]
)
def test_what_comes_with_a_star_is_looked_for_in_the_functions_own_files(star: str) -> None:
    files = {
        "app/main.py": star.encode(),
        "app/core.py": b"handle = str",
        "app/__init__.py": b"from .core import handle",
    }
    refuse_missing_handler(files, "app.main.handle", OURS)
    with pytest.raises(PackagingFailed, match="defines no 'other'"):
        refuse_missing_handler(files, "app.main.other", OURS)


def test_stars_that_lead_in_a_circle_end() -> None:
    files = {"a.py": b"from b import *", "b.py": b"from a import *"}
    with pytest.raises(PackagingFailed, match="defines no 'handle'"):
        refuse_missing_handler(files, "a.handle", OURS)


def test_a_compiled_module_is_not_looked_into() -> None:
    refuse_missing_handler({"app/fast.cpython-312-x86_64-linux-gnu.so": b"\x7fELF"}, "app.fast.handle", OURS)
