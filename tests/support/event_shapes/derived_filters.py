"""Filters made of a document, so that the document passes them, or so that it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from meshctl.patterns import InvalidPattern, Pattern

from .corpus import CORPUS
from .documents import documents

SEED, DOCUMENTS, FILTERS = 20261127, 12, 8


@dataclass(frozen=True)
class Derived:
    """A filter, the schema by name, the document that it was made of, and whether that passes."""

    schema: str
    document: dict[str, Any]
    where: dict[str, Any]
    passes: bool


def derived_filters(
    seed: int = SEED, documents_each: int = DOCUMENTS, filters_each: int = FILTERS
) -> Iterator[Derived]:
    """Filters of documents of every schema of the corpus, the same ones for a seed."""
    for name, schema in CORPUS.items():
        chance = Random(f"{seed} {name}")  # noqa: S311 - nothing here is a secret
        for document in documents(schema, chance, documents_each):
            for _ in range(filters_each):
                where = _filter(document, chance)
                if where is not None:
                    yield Derived(name, document, where, Pattern.parse(where).matches(document))


def _filter(document: dict[str, Any], chance: Random) -> dict[str, Any] | None:
    leaves = list(_leaves((), document))
    chance.shuffle(leaves)
    where: dict[str, Any] = {}
    for names, value in leaves[: chance.randint(1, 3)]:
        _put(where, names, _accepted(value, chance))
    if chance.random() < 0.15:
        _put(where, (*(leaves[0][0][:-1] if leaves else ()), "notThere"), [{"exists": False}])
    if where and chance.random() < 0.15:
        where = {"$or": [where, {"otherwise": ["never said"]}]}
    try:
        return where if where and Pattern.parse(where) else None
    except InvalidPattern:
        return None


def _leaves(names: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _leaves((*names, name), below)
    elif isinstance(value, list):
        for below in value:
            yield from _leaves(names, below)
    elif names:
        yield names, value


def _put(where: dict[str, Any], names: tuple[str, ...], accepted: list[Any]) -> None:
    """The filter with one field more, unless it has another there already."""
    for name in names[:-1]:
        where = where.setdefault(name, {})
        if not isinstance(where, dict):
            return
    where.setdefault(names[-1], accepted)


def _accepted(value: Any, chance: Random) -> list[Any]:
    if isinstance(value, str):
        return _of_text(value, chance)
    if value is None or isinstance(value, bool):
        return [value] if chance.random() < 0.8 else [{"exists": True}]
    return chance.choice(
        [
            [value],
            [{"numeric": [">=", value]}],
            [{"numeric": [">", value - 1, "<", value + 1]}],
            [{"anything-but": [value]}],
            [{"exists": True}],
        ]
    )


def _of_text(text: str, chance: Random) -> list[Any]:
    half, plain = len(text) // 2, text.replace("\\", "").replace("*", "")
    return chance.choice(
        [
            [text],
            [text],
            ["something else", text],
            [{"prefix": text[: half + 1]}],
            [{"suffix": text[half:]}],
            [{"wildcard": f"{plain[:half]}*"}],
            [{"wildcard": f"*{plain[half:]}"}],
            [{"equals-ignore-case": text.upper()}],
            [{"anything-but": ["something else"]}],
            [{"anything-but": [text]}],
            [{"exists": True}],
        ]
    )
