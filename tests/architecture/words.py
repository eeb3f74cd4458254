"""The glossary's words, as its page lists them, and the names that break it. What else a class may be named after: terms.py."""

import ast
import re
from collections.abc import Collection, Iterable, Iterator

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


def kept_meanings() -> frozenset[str]:
    """The words in italics of which the page says that they keep their meaning."""
    before = _PAGE.read_text("utf-8").partition(" keep the meaning ")[0].splitlines()[-1]
    return frozenset(word for italics in re.findall(r"\*([^*]+)\*", before) for word in parts(italics))


def public_classes(source: Source) -> Iterator[str]:
    """The names of the classes of a file that others may use."""
    yield from (one.name for one in source.tree.body if isinstance(one, ast.ClassDef) and not one.name.startswith("_"))


def holds(name: str, word: str) -> bool:
    """Whether a name holds a word, which may be several (`dead letters`), in the singular or the plural."""
    have, wanted = [_forms(part) for part in parts(name)], [_forms(part) for part in parts(word)]
    starts = range(len(have) - len(wanted) + 1)
    return any(all(have[start + at] & one for at, one in enumerate(wanted)) for start in starts)


def _forms(part: str) -> set[str]:
    """A word as it stands and what it may be the plural of."""
    return {part, part.removesuffix("s"), part.removesuffix("es"), re.sub("ies$", "y", part)}


def unknown_classes(sources: Iterable[Source], words: Collection[str], names: Collection[str]) -> list[str]:
    """The public classes that hold none of the words and are none of the names."""
    return [
        f"{source.path}: {name}"
        for source in sources
        for name in public_classes(source)
        if name not in names and not any(holds(name, word) for word in words)
    ]


def forbidden_names(source: Source, words: Collection[str]) -> list[str]:
    """The file, directory, class and function names of a Python file that say one of the words."""
    steps = source.path.removesuffix(".py").split("/")
    return [f"{source.path}: {name}" for name in (*steps, *names_of(source.tree)) if {*parts(name)} & {*words}]
