"""Whether two forms are the same throughout, circles included: then nothing differs, whatever the rules could prove. Pure.

Two forms are the same where they say the same themselves and their subschemas are, in the same order. What comes up again while
it is being compared is the same if all the rest is.
"""

from meshctl.contracts.forms.forms import Form

MOST_STEPS = 60_000
"""Pairs of forms that are looked at in all questions about two schemas."""
MOST_AT_ONCE = 20_000
"""In one question."""
Twins = tuple[Form, Form]
Seen = dict[Twins, list[Twins]]
"""Pairs of forms that have to be the same, each with those that it lies in."""


class SameSchemas:
    """Answers within bounds: what has not been found out is not known to be the same."""

    def __init__(self) -> None:
        self._left = MOST_STEPS
        self._known: set[Twins] = set()
        self._unlike: set[Twins] = set()

    def holds(self, one: Form, other: Form) -> bool:
        """Whether nothing differs between them."""
        if (one, other) in self._known:
            return True
        if (one, other) in self._unlike:
            return False
        seen: Seen = {(one, other): []}
        differing = self._differing(seen)
        if differing is None:
            self._known.update(seen)
            return True
        self._unlike |= {(one, other)} | _leading_to(differing, seen)
        return False

    def _differing(self, seen: Seen) -> Twins | None:
        """One of the pairs that have to be the same and is not, or the one at which a bound is reached."""
        waiting = [twins for twins in seen if _are_alike(*twins)]
        if not waiting:
            return next(iter(seen))
        while waiting:
            twins = waiting.pop()
            for further in zip(twins[0].inside(), twins[1].inside(), strict=True):
                self._count(twins)
                if further in seen:
                    seen[further].append(twins)
                elif further not in self._known:
                    seen[further] = [twins]
                    waiting.append(further)
                    if self._is_beyond(seen) or further in self._unlike or not _are_alike(*further):
                        return further
        return None

    def _count(self, twins: Twins) -> None:
        self._left -= 1
        twins[0].version.budget.spend()

    def _is_beyond(self, seen: Seen) -> bool:
        return self._left < 0 or len(seen) > MOST_AT_ONCE


def _leading_to(differing: Twins, seen: Seen) -> set[Twins]:
    """The pairs that are not the same because this one is not."""
    found = {differing}
    waiting = [differing]
    while waiting:
        above = [one for one in seen[waiting.pop()] if one not in found]
        found.update(above)
        waiting += above
    return found


def _are_alike(one: Form, other: Form) -> bool:
    """Whether both say the same themselves, as far as that is known."""
    return one.outline == other.outline and not (one.leads_on or other.leads_on)
