"""What operators of a filter want of a text, as automata. An operator that is not said here may want anything."""

from meshctl.contracts.filters.texts.automata import TooLarge, automaton
from meshctl.contracts.filters.texts.chars import joined, only
from meshctl.contracts.filters.texts.expression import Demand
from meshctl.contracts.filters.texts.syntax import ANYTHING, Anchor, Choice, Letter, Node, Sequence
from meshctl.patterns import Accepted
from meshctl.patterns.operators.accepted import AnythingBut, Operator, Present
from meshctl.patterns.operators.any_case import AnyCase
from meshctl.patterns.operators.numeric import Between
from meshctl.patterns.operators.prefix_suffix import Prefix, Suffix
from meshctl.patterns.operators.wildcard import Wildcard

START, END = Anchor("^"), Anchor("$")


def wanted_by(operator: Operator) -> tuple[Demand, ...] | None:
    """What every text has that the operator accepts, and only such texts have; None where that is not said."""
    try:
        match operator:
            case AnythingBut(Accepted() as inner):
                return _but(inner)
            case Present():
                return ()
        tree = _tree(operator)
        return None if tree is None else (Demand(automaton(tree)),)
    except TooLarge:
        return None


def _but(inner: Accepted) -> tuple[Demand, ...] | None:
    """None of the texts, and nothing that an inner operator accepts."""
    trees = [_exactly(text) for text in sorted(inner.texts)] + [_tree(one) for one in inner.operators]
    return tuple(Demand(automaton(tree), found=False) for tree in trees if tree) if all(trees) else None


def wanted_by_none(accepted: Accepted) -> tuple[Demand, ...] | None:
    """What every text has that is not accepted, and only such texts have; None where that is not said."""
    try:
        texts = tuple(Demand(automaton(_exactly(text)), found=False) for text in sorted(accepted.texts))
        others = [_unless(one) for one in accepted.operators if not isinstance(one, Between)]
        return (*texts, *(one for one in others if one)) if all(others) else None
    except TooLarge:
        return None


def wanted_of_others(texts: frozenset[str]) -> tuple[Demand, ...] | None:
    """What every text has that is none of these, and only such texts have; None where that is not said."""
    return wanted_by_none(Accepted(texts))


def _unless(operator: Operator) -> Demand | None:
    """What a text has that one operator does not accept."""
    excluded = isinstance(operator, AnythingBut) and isinstance(operator.inner, Accepted)
    tree = _tree(operator.inner) if excluded else _tree(operator)  # type: ignore[attr-defined]
    return Demand(automaton(tree), found=excluded) if tree else None


def _tree(operator: Operator) -> Node | None:
    if isinstance(operator, Accepted):
        trees = [*map(_exactly, sorted(operator.texts)), *map(_tree, operator.operators)]
        known = [tree for tree in trees if tree]
        return Choice(tuple(known)) if known and len(known) == len(trees) else None
    return _of_text(operator)


def _of_text(operator: Operator) -> Node | None:
    match operator:
        case Prefix(text):
            return Sequence((START, *_letters(text)))
        case Suffix(text):
            return Sequence((*_letters(text), END))
        case Wildcard(pieces):
            first, *rest = map(_letters, pieces)
            return Sequence((START, *first, *(part for piece in rest for part in (ANYTHING, *piece)), END))
        case AnyCase():
            return _any_case(operator)
    return None


def _exactly(text: str) -> Node:
    return Sequence((START, *_letters(text), END))


def _letters(text: str) -> tuple[Node, ...]:
    return tuple(Letter(only(ord(letter))) for letter in text)


def _any_case(operator: AnyCase) -> Node | None:
    """At the start, at the end or all of a text; not said of letters that are several in the other case."""
    cases = [(letter.lower(), letter.upper()) for letter in operator.text]
    if any(len(one) != 1 for case in cases for one in case):
        return None
    letters = [Letter(joined((ord(one), ord(one)) for one in case)) for case in cases]
    pattern = operator.expression.pattern
    start = [START] if pattern.startswith("\\A") else []
    return Sequence((*start, *letters, *([END] if pattern.endswith("\\Z") else [])))
