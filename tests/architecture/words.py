"""The glossary's words, as its page lists them, and the names that break it."""

import re
from collections.abc import Collection

from .tree import ROOT, Source, names_of

_PAGE = ROOT / "docs" / "glossary.md"
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def glossary() -> dict[str, str]:
    """Word by meaning, of every table on the page; a row of another form raises ValueError."""
    rows = [line for line in _PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    words: dict[str, str] = {}
    for row in rows:
        word, meaning = (cell.strip() for cell in row.strip("|").split("|"))
        if word == "word" or set(word) == {"-"}:
            continue
        if word in words or not (word and meaning):
            raise ValueError(f"the glossary says twice or leaves empty: {row}")
        words[word] = meaning
    return words


def forbidden() -> frozenset[str]:
    """The words of the section "Words we do not use in names"."""
    section = _PAGE.read_text("utf-8").partition("## Words we do not use in names")[2].partition("\n## ")[0]
    return frozenset(re.findall(r"`([a-z]+)`", section))


def parts(name: str) -> list[str]:
    """The words that a name is made of: `QueueManager`, `queue_manager` and `queue-manager` alike."""
    return [part.lower() for part in _PARTS.findall(name)]


def forbidden_names(source: Source, words: Collection[str]) -> list[str]:
    """The file, directory, class and function names of a Python file that say one of the words."""
    steps = source.path.removesuffix(".py").split("/")
    return [f"{source.path}: {name}" for name in (*steps, *names_of(source.tree)) if {*parts(name)} & {*words}]
