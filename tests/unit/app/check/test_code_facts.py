"""A check sees of functions' code which names it binds, so that other code with the same names is the same question."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.check.code_facts import code_facts
from meshctl.errors import PackagingFailed
from meshctl.packaging.handler import refuse_missing_handler


@dataclass
class Kept:
    """A cache in memory."""

    entry: bytes = b""

    def read(self) -> bytes:
        return self.entry

    def write(self, content: bytes) -> None:
        self.entry = content


PARTS = st.sampled_from(
    (
        *("x = 1", "handle = 1", "def handle(): ...", "async def handle(): ...", "@run\nasync def handle(): ..."),
        *(
            "from work import *",
            "try:\n  from work import *\nexcept Exception:\n  pass",
            "globals()",
            "def (",
            "# text",
        ),
        *(
            "def f():\n  return 1",
            "def f():\n  return 2",
            "def f():\n  global handle",
            "type X = int",
            "class handle: ...",
        ),
    )
)
SOURCES = st.lists(PARTS, max_size=3).map(lambda parts: "\n".join(parts).encode())
FILES = st.dictionaries(st.sampled_from(("handler.py", "work.py", "other.py")), SOURCES)


def verdict(files: dict[str, bytes], python: tuple[int, int]) -> str:
    try:
        refuse_missing_handler(files, "handler.handle", python)
    except PackagingFailed as refused:
        return f"{refused.message} {refused.hint}"
    return ""


@given(FILES, FILES, st.sampled_from(((3, 11), (3, 14), (3, 99))))
def test_code_of_the_same_facts_is_judged_alike(
    one: dict[str, bytes], other: dict[str, bytes], python: tuple[int, int]
) -> None:
    if code_facts(one, None, "code") == code_facts(other, None, "code"):
        assert verdict(one, python) == verdict(other, python)


def test_what_a_function_does_is_no_fact_of_its_file() -> None:
    one, other = b"def handle(event):\n    return 1", b"def handle(event):\n    x = event\n    return x  # twice"
    assert code_facts({"a.py": one}, None, "code") == code_facts({"a.py": other}, None, "code")
    assert code_facts({"a.py": one}, None, "code") != code_facts({"a.py": b"def handler(event): ..."}, None, "code")


def test_a_file_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, code = Kept(), {"a.py": b"handle = 1", "b.py": b"x = 1"}
    first = code_facts(code, kept, "code")
    monkeypatch.setattr("meshctl.packaging.module_names.module_names", None)
    assert code_facts(code, kept, "code") == first
    assert code_facts({"c.py": b"x = 1"}, kept, "code") == {"c.py": first["b.py"]}


@pytest.mark.parametrize("judge", ["other", "code"])
def test_what_others_wrote_is_worked_out_again(judge: str) -> None:
    kept, code = Kept(), {"a.py": b"handle = 1"}
    first = code_facts(code, kept, "code")
    right = kept.entry
    kept.entry = right[:-3] + b"xx" + right[-1:] if judge == "code" else right
    assert code_facts(code, kept, judge) == first
    assert kept.entry != right or judge == "code"
