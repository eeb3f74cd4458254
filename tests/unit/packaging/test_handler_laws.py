"""A handler is looked for without running anything, and yet what running would bind is never refused."""

import sys
import typing
from contextlib import nullcontext, suppress
from functools import reduce
from importlib import import_module
from inspect import iscoroutinefunction, isgeneratorfunction, signature
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import indent
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from meshctl.packaging.handlers.handler import refuse_missing_handler

BINDINGS = """\
handle = str
handle: type = str
handle: int
def handle(*_): ...
class handle: ...
import os as handle
from os import path as handle
[handle, *_] = [1]
def f(x=(handle := 1)): ...
def f(handle=1): ...
@(handle := str)|def f(): ...
class A((handle := str)): ...
f = lambda x=(handle := 1): x
f = lambda: (handle := 1)
[handle := y for y in [1]]
[handle for handle in [1]]
for handle in [1]: ...
with w as handle: ...
try: b|except E as handle: ...
match 1:|    case handle: ...
match [1]:|    case [*handle]: ...
def f():|    global handle|    handle = str|f()
globals()['handle'] = 1
exec('handle = str')
from sys import modules as m; m[__name__].handle = str
import ran; ran.handle = str
x.handle = str
async def handle(*_): ...|handle = print
def handle():|    yield|handle = print
handle = None
handle: list = []
handle = [print]
def handle(event): ...
def handle(event, context, /, more=1): ...
def handle(event, *, context): ...
handle = lambda event: 1
handle = lambda *both: 1
def one(event): ...|handle = one
del handle
if a:|    del handle
x[0] = handle = 1|del handle, x
from meshkit import consumer|@consumer|def handle(event): ...
from meshkit import consumer as c|@c|def handle(event, context): ...
import meshkit|@meshkit.consumer|async def handle(event): ...
from meshkit import consumer|async def run(event): ...|handle = consumer(run)
from meshkit import consumer|consumer = print|@consumer|def handle(): ...
print if 'handle' else 0
"""
AROUND = """\
{0}
if a:|{1}
if not a: ...|else:|{1}
if TYPE_CHECKING:|{1}
if not t.TYPE_CHECKING:|{1}
if TYPE_CHECKING: ...|else:|{1}
if not (not 1):|{1}
if 0: ...|elif __name__ == "__main__": ...|else:|{1}
if __name__ == "__main__":|{1}
try:|{1}|finally: ...
try: b|except E:|{1}
while True:|{1}|    break
for _ in [1]:|{1}
with w:|{1}
match 1:|    case 1:|{2}
class B:|{1}
def g():|{1}
def g():|{1}|g()
"""


def lines(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from([line.replace("|", "\n") for line in text.splitlines()])


@given(st.lists(st.tuples(lines(BINDINGS), st.lists(lines(AROUND), max_size=3)), max_size=3))
def test_what_running_would_bind_is_never_refused(parts: list[tuple[str, list[str]]]) -> None:
    source = "\n".join(reduce(wrapped, around, binding) for binding, around in parts)
    if any(map(can_be_called, bound_after_running(source, "handle"))):
        refuse_missing_handler({"handler.py": source.encode()}, "handler.handle", sys.version_info[:2])


def wrapped(text: str, around: str) -> str:
    return around.format(text, indent(text, "    "), indent(text, "        "))


def bound_after_running(source: str, name: str) -> list[object]:
    names: dict[str, Any] = {"a": 1, "E": Exception, "w": nullcontext(), "x": SimpleNamespace(), "__name__": "ran"}
    names |= {"t": typing, "TYPE_CHECKING": False}
    module: Any = SimpleNamespace()
    with suppress(Exception), patch.dict(sys.modules, ran=module):
        exec(source, names)  # noqa: S102  the test's own text
        return [found[name] for found in (names, vars(module)) if name in found]
    return []


def can_be_called(found: object) -> bool:
    """Whether Lambda's call of it would do something."""
    if not callable(found) or iscoroutinefunction(found) or isgeneratorfunction(found):
        return False
    with suppress(ValueError):  # of what is written in C nobody knows it
        try:
            signature(found).bind("event", "context")
        except TypeError:
            return False
    return True


FILES = """\
from {0} import handle
from {0} import *
from {0} import run as handle
from .{0} import handle
from . import {0} as handle
from json import dumps as handle
try: from {0} import handle|except ImportError: ...
def handle(*_): ...
async def handle(*_): ...
def run(): yield
async def run(): ...|handle = run
run = handle = print
handle = run = None
def handle(event): ...
del handle
_handle = run = print
__all__ = ["handle", "run"]
__all__ = ["run"]
__all__ = []
__all__ += ["handle"]
"""
OTHERS = ["a", "b", "p.c", "p"]
TEXT = st.lists(st.tuples(lines(FILES), st.sampled_from(OTHERS)), max_size=3)


@given(st.tuples(TEXT, TEXT, TEXT, TEXT))
def test_a_handler_that_importing_gives_is_never_refused_wherever_it_comes_from(
    parts: tuple[list[tuple[str, str]], ...],
) -> None:
    texts = ["\n".join(line.format(other) for line, other in part) for part in parts]
    files = dict(zip(["a.py", "b.py", "p/__init__.py", "p/c.py"], map(str.encode, texts), strict=True))
    for handler in ("a.handle", "p.handle", "p/c.run"):
        if runs_when_called(files, handler):
            refuse_missing_handler(files, handler, sys.version_info[:2])


def runs_when_called(files: dict[str, bytes], handler: str) -> bool:
    """Whether Python finds it by importing, and calling it would run it."""
    with TemporaryDirectory() as directory, patch.object(sys, "path", [directory, *sys.path]), patch.dict(sys.modules):
        for path, text in files.items():
            (Path(directory) / path).parent.mkdir(exist_ok=True)
            (Path(directory) / path).write_bytes(text)
        try:
            module, _, name = handler.rpartition(".")
            found = getattr(import_module(module.replace("/", ".")), name)
        except Exception:
            return False
        return can_be_called(found)
