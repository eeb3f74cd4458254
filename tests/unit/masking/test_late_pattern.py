"""Expressions of masking are compiled when they are first asked for, and do what compiled ones do."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import meshctl.masking
from meshctl.masking.late_pattern import late_pattern

MODULES = sorted(path.stem for path in Path(meshctl.masking.__path__[0]).glob("[a-z]*.py"))


@pytest.mark.parametrize(("pattern", "flags"), [("a(b+)", 0), ("A(b+)", re.IGNORECASE), ("a (b+)", re.VERBOSE)])
def test_a_late_pattern_does_what_the_compiled_one_does(pattern: str, flags: int) -> None:
    late, compiled = late_pattern(pattern, flags), re.compile(pattern, flags)
    for text in ("xabbx ab", "none", "xabbx ab"):
        assert late.findall(text) == compiled.findall(text)
    assert (late.pattern, late.flags) == (compiled.pattern, compiled.flags)


def test_what_is_no_expression_is_raised_when_it_is_asked_for() -> None:
    late = late_pattern("(")
    with pytest.raises(re.error):
        late.search("")


@pytest.mark.parametrize("module", MODULES)
def test_every_expression_of_masking_can_be_compiled(module: str) -> None:
    for one in vars(import_module(f"meshctl.masking.{module}")).values():
        assert not hasattr(one, "pattern") or one.flags is not None
