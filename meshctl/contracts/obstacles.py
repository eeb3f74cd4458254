"""Why a field of a pattern never matches, as a sentence. Proves nothing: it is asked when that is proved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meshctl.contracts.shapes import Shape
from meshctl.contracts.telling import allowed_by, shown, wanted_by
from meshctl.contracts.wanted import Names, Wanted
from meshctl.model.findings import did_you_mean


@dataclass(frozen=True, slots=True)
class Obstacle:
    """The field, the reason, and a way out where one is near at hand."""

    path: Names
    reason: str
    help: str = ""


def forbidden(wanted: Wanted, shape: Shape) -> Obstacle:
    """The schema has no such field."""
    return Obstacle(wanted.path, "the schema forbids this field", did_you_mean(wanted.path[-1], shape.fields()))


def unmet(wanted: Wanted, shape: Shape) -> Obstacle:
    """The schema allows other values than those wanted."""
    if wanted.accepted is None:
        return Obstacle(wanted.path, f"the schema allows {allowed_by(shape)} here, the pattern wants fields below it")
    if wanted.accepted.absent and not (wanted.accepted.texts or wanted.accepted.amounts or wanted.accepted.operators):
        return Obstacle(wanted.path, "the schema requires this field, the pattern wants it absent")
    known = [value for value in shape.allowed or () if isinstance(value, str)]
    twin = _in_another_case(wanted.accepted.texts, known)
    if twin:
        reason = f"the schema has {shown(twin[0])}, the pattern wants {shown(twin[1])}: they differ in letter case"
        return Obstacle(wanted.path, reason, f"write {shown(twin[0])}")
    help_ = _meant(wanted.accepted.texts, known)
    reason = f"the schema allows {allowed_by(shape)}, the pattern wants {wanted_by(wanted.accepted)}"
    return Obstacle(wanted.path, reason, help_)


def nothing_at_all(wanted: Wanted) -> Obstacle:
    """The schema contradicts itself."""
    return Obstacle(wanted.path, "the schema allows no value here")


SCHEMA, PATTERN = "alternatives of the schema", "choices of `$or`"


def nearest(obstacles: Sequence[Obstacle], of: str = SCHEMA) -> Obstacle:
    """The one that tells most of several, one for each alternative: the deepest, and of those the first."""
    deepest = max(obstacles, key=lambda one: len(one.path))
    others = {one.path for one in obstacles} - {deepest.path}
    if not others:
        return _joined(deepest, obstacles, of)
    fields = " and ".join(sorted(f"`{'.'.join(path)}`" for path in others)[:3])
    return Obstacle(deepest.path, f"{deepest.reason} (other {of} fail at {fields})", deepest.help)


def _joined(first: Obstacle, obstacles: Sequence[Obstacle], of: str) -> Obstacle:
    helped = next((one.help for one in obstacles if one.help.startswith(("did", "write"))), first.help)
    reasons = list(dict.fromkeys(one.reason for one in obstacles))
    more = f" (and likewise in {len(reasons) - 1} more {of})" if len(reasons) > 1 else ""
    return Obstacle(first.path, first.reason + more, helped)


def _meant(texts: Iterable[str], known: Sequence[str]) -> str:
    """The value that a wanted one is nearly; the others stand in the reason."""
    told = (did_you_mean(text, known) for text in sorted(texts))
    return next((one for one in told if one.startswith("did")), "")


def _in_another_case(texts: Iterable[str], known: Sequence[str]) -> tuple[str, str] | None:
    for text in sorted(texts):
        for one in known:
            if one.casefold() == text.casefold():
                return one, text
    return None
