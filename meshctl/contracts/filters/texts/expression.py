"""One regular expression of a schema: whether a text fits. Never backtracks."""

from dataclasses import dataclass
from functools import lru_cache

from meshctl.contracts.filters.texts.automata import Automaton, TooLarge, automaton
from meshctl.contracts.filters.texts.chars import DISPUTED
from meshctl.contracts.filters.texts.reading import MOST_REPEATED, Beyond, read_tree
from meshctl.contracts.filters.texts.syntax import Anchor, Look, Sequence

LONGEST_TEXT = MOST_REPEATED


@dataclass(frozen=True, slots=True)
class Demand:
    """What has to be found in a text, or must not be."""

    automaton: Automaton
    found: bool = True


@dataclass(frozen=True)
class Expression:
    """All that a text has to have; if it is not `exact`, this is not all."""

    wanted: tuple[Demand, ...]
    exact: bool

    def accepts(self, text: str) -> bool | None:
        """Whether the text fits; None where that is not known: dialects read some letters differently."""
        if not is_readable(text):
            return None
        if any(one.automaton.finds(text) is not one.found for one in self.wanted):
            return False
        return True if self.exact else None


def is_readable(text: str) -> bool:
    """Whether every dialect reads it alike, and it is not too long."""
    plain = text.isascii() and text.isprintable()
    return len(text) <= LONGEST_TEXT and (plain or (DISPUTED.isdisjoint(text) and not _has_surrogates(text)))


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


@lru_cache(1_000)
def read_expression(text: str) -> Expression | None:
    """The expression a text spells; None if it is none that is read here, or too large."""
    try:
        tree = read_tree(text)
        looks = tuple(map(_look, tree.looks))
        return Expression((Demand(automaton(tree.node)), *looks), tree.exact)
    except (Beyond, TooLarge, RecursionError):
        return None


def _look(look: Look) -> Demand:
    return Demand(automaton(Sequence((Anchor("^"), look.node))), look.wanted)
