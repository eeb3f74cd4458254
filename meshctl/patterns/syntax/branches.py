"""The parsed form of a pattern: branches of fields, in the order they are asked. Reads no text and no event."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from meshctl.patterns.operators.accepted import Accepted
from meshctl.patterns.syntax.paths import Path, shared


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field of a branch. Two fields are the same only if they are one object, so that looking one up is cheap.

    `shared` and `shared_later` count names: arrays at most so deep may hold another field, or a later one, as well.
    """

    path: Path
    accepted: Accepted
    shared: int
    shared_later: int


Branch = tuple[Field, ...]


def joined(drafts: Sequence[Mapping[Path, Accepted]]) -> tuple[Branch, ...]:
    """Branches with their fields in order; a field that several branches have alike is one object in all of them."""
    known: dict[tuple[int, int, int], Field] = {}
    return tuple(_branch(draft, known) for draft in drafts)


def _branch(draft: Mapping[Path, Accepted], known: dict[tuple[int, int, int], Field]) -> Branch:
    paths = _in_order(draft)
    after = [*(shared(path, later) for path, later in pairwise(paths)), 0]
    before = [0, *after]
    fields = [
        _field(known, path, draft[path], max(earlier, later), later)
        for path, earlier, later in zip(paths, before, after, strict=False)
    ]
    return tuple(sorted(fields, key=lambda field: field.shared > 0))  # fields that stand alone say no most cheaply


def _in_order(paths: Collection[Path]) -> list[Path]:
    """By whole dotted names as UTF-16, as AWS goes through them, so that `id-type` comes before `id.note`.

    A field that has others below it comes right before them, so that all fields below an array follow one another.
    """
    around = {path.names[:depth] for path in paths for depth in range(1, len(path.names))}
    return sorted(paths, key=lambda path: _spelt(path, below=path.names in around))


def _spelt(path: Path, *, below: bool) -> bytes:
    return (".".join(path.names) + "." * below).encode("utf-16-be", "surrogatepass")


def _field(known: dict[tuple[int, int, int], Field], path: Path, accepted: Accepted, sharing: int, later: int) -> Field:
    # What a field accepts was read once, so its identity stands for the place in the pattern.
    return known.setdefault((id(accepted), sharing, later), Field(path, accepted, sharing, later))
