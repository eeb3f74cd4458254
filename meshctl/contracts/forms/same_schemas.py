"""Whether two forms are the same throughout, circles included: then nothing differs, whatever the rules could prove. Pure.

Two forms are the same where they say the same themselves and their subschemas are, in the same order. What comes up again while
it is being compared is the same if all the rest is.
"""

from meshctl.contracts.forms.forms import Form

MOST_STEPS = 60_000
"""Pairs of forms that are looked at in all questions about two schemas."""
MOST_AT_ONCE = 20_000
"""In one question."""


class SameSchemas:
    """Answers within bounds: what has not been found out is not known to be the same."""

    def __init__(self) -> None:
        self._left = MOST_STEPS
        self._known: set[tuple[Form, Form]] = set()
        self._unlike: set[tuple[Form, Form]] = set()

    def holds(self, one: Form, other: Form) -> bool:
        """Whether nothing differs between them."""
        if (one, other) in self._known:
            return True
        if (one, other) in self._unlike:
            return False
        seen = self._walked(one, other)
        if seen is None:
            self._unlike.add((one, other))
            return False
        self._known |= seen
        return True

    def _walked(self, one: Form, other: Form) -> set[tuple[Form, Form]] | None:
        """All pairs that have to be the same; None where one of them is not, or a bound is reached."""
        seen = {(one, other)}
        waiting = [(one, other)]
        while waiting:
            mine, theirs = waiting.pop()
            self._left -= 1
            if self._left < 0 or len(seen) > MOST_AT_ONCE or not _are_alike(mine, theirs):
                return None
            further = {*zip(mine.inside, theirs.inside, strict=True)} - seen - self._known
            if further & self._unlike:
                return None
            seen |= further
            waiting += further
        return seen


def _are_alike(one: Form, other: Form) -> bool:
    """Whether both say the same themselves, as far as that is known."""
    return one.outline == other.outline and not (one.leads_on or other.leads_on)
