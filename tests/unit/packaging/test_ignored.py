"""An ignore file is anybody's text: it is a pattern of git's that is soon compared, or it is refused."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.errors import PackagingFailed
from meshctl.packaging.ignored import ignoring

PARTS = st.sampled_from(
    [*"*?[]!-/\\#^azAZ. \t\n\r", "**", "[z-a]", "[!]", "[[:alpha:]]", "***", "\ufeff", "\x00", "(?", "{1}", "+"]
)
TEXTS = st.lists(PARTS, max_size=12).map("".join) | st.text(max_size=20)
LONGEST = tuple("/".join(["a" * long] * (4096 // (long + 1))) for long in (1, 4, 16, 64, 255))


@given(TEXTS, st.text(min_size=1, max_size=8))
def test_any_text_is_compared_or_refused(text: str, path: str) -> None:
    try:
        is_ignored = ignoring(text)
    except PackagingFailed:
        return
    assert is_ignored(path) in (True, False)


NAMES = st.lists(st.sampled_from(["**", "*", "*a", "*a*", "*a*b", "*a*a*b", "a***b", "b"]), min_size=1, max_size=6)


@pytest.mark.bounds
@settings(max_examples=40, deadline=None)
@given(NAMES)
def test_what_is_taken_is_soon_compared_with_the_longest_paths(names: list[str]) -> None:
    try:
        is_ignored, begun = ignoring("/".join(names)), process_time()
    except PackagingFailed:
        return
    for path in LONGEST:
        is_ignored(path)
    assert process_time() - begun < 10


@pytest.mark.parametrize(
    "line",
    [
        "**/node_modules/**/*.d.*",
        "src/*/tests/*/data/*/x/*.json",
        "**/*.test.*",
        "*a*a*b",
        "**/a/**/*",
        "# * * * * * *",
    ],
)
def test_patterns_as_people_write_them_are_taken(line: str) -> None:
    ignoring(line)


@pytest.mark.parametrize(("text", "told"), [
    ("ok\n*a*b*c*\n", "line 2 of .meshctlignore has too many stars"),
    ("/*a*b*c*", "line 1 of .meshctlignore has too many stars"),
    ("a****b", "line 1 of .meshctlignore has too many stars"),
    ("**/*a*/*a*/**/b", "line 1 of .meshctlignore has too many stars"),
    ("**/a/**/b/**/c", "line 1 of .meshctlignore has too many stars"),
    ("x\n" * 1001, "more than 1,000 lines"),
    ("[z-a]", "no pattern"),
    ("[[:alpha:]]", "no pattern"),
])  # fmt: skip
def test_what_would_take_long_is_refused_with_its_line(text: str, told: str) -> None:
    with pytest.raises(PackagingFailed, match=told):
        ignoring(text)
