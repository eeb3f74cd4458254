"""A handler is looked for without running anything, and yet what running would bind is never refused."""

import sys
from contextlib import nullcontext, suppress
from functools import reduce
from textwrap import indent
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from meshctl.packaging.handler import refuse_missing_handler

BINDINGS = """\
handle = 1
handle: int = 1
handle: int
def handle(): ...
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
def f():|    global handle|    handle = 1|f()
globals()['handle'] = 1
exec('handle = 1')
from sys import modules as m; m[__name__].handle = 1
import ran; ran.handle = 1
x.handle = 1
print if 'handle' else 0
"""
AROUND = """\
{0}
if a:|{1}
if not a: ...|else:|{1}
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
    if "handle" in names_after_running(source):
        refuse_missing_handler({"handler.py": source.encode()}, "handler.handle", sys.version_info[:2])


def wrapped(text: str, around: str) -> str:
    return around.format(text, indent(text, "    "), indent(text, "        "))


def names_after_running(source: str) -> set[str]:
    names: dict[str, Any] = {"a": 1, "E": Exception, "w": nullcontext(), "x": SimpleNamespace(), "__name__": "ran"}
    module: Any = SimpleNamespace()
    with suppress(Exception), patch.dict(sys.modules, ran=module):
        exec(source, names)  # noqa: S102  the test's own text
    return {*names, *vars(module)}
