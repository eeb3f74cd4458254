"""Why a field of a pattern never matches, as a sentence. Proves nothing: it is asked when that is proved."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from meshctl.contracts.filters.assumptions import Assumption
from meshctl.contracts.filters.pattern_tree import Names, PatternNode, wants_something
from meshctl.contracts.filters.shape_wording import MOST_LISTED, allowed_by, field_meant, meant_by, shown
from meshctl.contracts.filters.shapes import Shape
from meshctl.model.findings import KnownNames, did_you_mean
from meshctl.patterns import expectation
from meshctl.patterns.operators.any_case import AnyCase


@dataclass(frozen=True, slots=True)
class Obstacle:
    """The field, the reason, and what the pattern may have meant: its words, and the words that the schema knows.

    Without `assumed`, it is proved to stand between the pattern and every value.
    """

    path: Names
    reason: str
    meant: tuple[str, ...] = ()
    known: Callable[[], Iterable[str]] = tuple
    listed: bool = False
    sure: str = ""
    assumed: frozenset[Assumption] = frozenset()

    @property
    def help(self) -> str:
        """A way out where one is near at hand; worked out when it is asked for, since a schema may know many words."""
        if self.sure:
            return self.sure
        known = KnownNames(self.known())
        told = [did_you_mean(word, known) for word in self.meant]
        near = (one for one in told if one.startswith("did"))
        return next(near, told[0] if told and self.listed else "")


def forbidden(node: PatternNode, shape: Shape) -> Obstacle:
    """The schema has no such field."""
    return Obstacle(node.path, "the schema forbids this field", (node.path[-1],), shape.fields, listed=True)


def unmet(node: PatternNode, shape: Shape) -> Obstacle:
    """The schema allows other values than those the pattern wants."""
    if node.accepted is None:
        return Obstacle(node.path, f"the schema allows {allowed_by(shape)} here, the pattern wants fields below it")
    if node.accepted.absent and not wants_something(node.accepted):
        return Obstacle(node.path, "the schema requires this field, the pattern wants it absent")
    known = [value for value in shape.allowed or () if isinstance(value, str)]
    twin = _in_another_case(node.accepted.texts, known)
    if twin:
        reason = f"the schema has {shown(twin[0])}, the pattern wants {shown(twin[1])}: they differ in letter case"
        return Obstacle(node.path, reason, sure=f"write {shown(twin[0])}, or accept any case with equals-ignore-case")
    reason = f"the schema allows {allowed_by(shape)}, the pattern wants {expectation(node.accepted, MOST_LISTED)}"
    sure = meant_by(node.accepted, shape) or field_meant(node.path, shape)
    in_any_case = (one.text for one in node.accepted.operators if isinstance(one, AnyCase))
    return Obstacle(node.path, reason, (*sorted(node.accepted.texts), *in_any_case), lambda: known, sure=sure)


def nothing_at_all(node: PatternNode) -> Obstacle:
    """The schema contradicts itself."""
    return Obstacle(node.path, "the schema allows no value here")


def of_all(obstacles: Sequence[Obstacle]) -> Obstacle:
    """The deepest of several that all stand, with everything that is assumed for one of them."""
    deepest = max(obstacles, key=lambda one: len(one.path))
    assumed = frozenset().union(*(one.assumed for one in obstacles))
    return deepest if assumed == deepest.assumed else replace(deepest, assumed=assumed)


def least_assumed(obstacles: Sequence[Obstacle]) -> Obstacle | None:
    """The first of those of which one is enough; one that is proved before others."""
    return min(obstacles, key=lambda one: len(one.assumed), default=None)


SCHEMA, PATTERN = "alternatives of the schema", "choices of `$or`"


def nearest(obstacles: Sequence[Obstacle], of: str = SCHEMA) -> Obstacle:
    """The one that tells most of several, one for each alternative: the deepest, and of those the first."""
    deepest = of_all(obstacles)
    others = {one.path for one in obstacles} - {deepest.path}
    if not others:
        return _joined(deepest, obstacles, of)
    fields = " and ".join(sorted(f"`{'.'.join(path)}`" for path in others)[:3])
    return replace(deepest, reason=f"{deepest.reason} (other {of} fail at {fields})")


def _joined(first: Obstacle, obstacles: Sequence[Obstacle], of: str) -> Obstacle:
    reasons = list(dict.fromkeys(one.reason for one in obstacles))
    more = f" (and likewise in {len(reasons) - 1} more {of})" if len(reasons) > 1 else ""
    return replace(first, reason=first.reason + more, known=lambda: (word for one in obstacles for word in one.known()))


def _in_another_case(texts: Iterable[str], known: Sequence[str]) -> tuple[str, str] | None:
    for text in sorted(texts):
        for one in known:
            if one != text and one.casefold() == text.casefold():
                return one, text
    return None
