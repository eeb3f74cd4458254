"""Follows a text letter by letter through a tree, in all ways at once: the work is bounded by the length of both."""

from dataclasses import dataclass, field
from functools import lru_cache

from meshctl.contracts.filters.texts.chars import ANY, Chars, has
from meshctl.contracts.filters.texts.syntax import Anchor, Choice, Letter, Node, Repeat, Sequence
from meshctl.json_schema.lazy import lazy

MOST_STATES, MOST_KEPT = 3_000, 500
Condition = str
"""When a step without a letter may be taken: always (empty), at the start (`^`) or at the end (`$`) of the text."""


class TooLarge(Exception):
    """The tree has more states than are followed."""


@dataclass(frozen=True, slots=True)
class State:
    """Where one may be in a text; `first` says that nothing of it has been read."""

    within: frozenset[int]
    first: bool = False


@dataclass(eq=False)
class Automaton:
    """Finds a tree anywhere in a text."""

    letters: list[list[tuple[Chars, int]]] = field(default_factory=list)
    silent: list[list[tuple[Condition, int]]] = field(default_factory=list)
    end: int = 0
    _ends: dict[State, bool] = field(default_factory=dict)
    _known: dict[tuple[frozenset[int], int], State] = field(default_factory=dict)

    @lazy
    def start(self) -> State:
        """Before the first letter."""
        return State(self._reached({0}, at_start=True, at_end=False), first=True)

    def after(self, state: State, code: int) -> State:
        """Behind one more letter."""
        key = state.within, code
        if key not in self._known:
            if len(self._known) > MOST_KEPT:
                self._known.clear()
                self._ends.clear()
            moved = {to for one in state.within for chars, to in self.letters[one] if has(chars, code)}
            self._known[key] = State(self._reached(moved, at_start=False, at_end=False))
        return self._known[key]

    def is_found(self, state: State) -> bool:
        """Whether the text may end here."""
        if state not in self._ends:
            self._ends[state] = self.end in self._reached(state.within, at_start=state.first, at_end=True)
        return self._ends[state]

    def finds(self, text: str) -> bool:
        """Whether some part of the text fits."""
        state = self.start
        for letter in text:
            state = self.after(state, ord(letter))
        return self.is_found(state)

    def borders(self, state: State) -> set[int]:
        """The code points at which letters begin to lead elsewhere."""
        ranges = (one for at in state.within for chars, _ in self.letters[at] for one in chars)
        return {border for first, last in ranges for border in (first, last + 1)}

    def _reached(self, states: set[int] | frozenset[int], *, at_start: bool, at_end: bool) -> frozenset[int]:
        found, waiting = set(states), list(states)
        while waiting:
            for condition, to in self.silent[waiting.pop()]:
                open_ = not condition or (at_start if condition == "^" else at_end)
                if open_ and to not in found:
                    found.add(to)
                    waiting.append(to)
        return frozenset({self.end}) if self.end in found else frozenset(found)


@lru_cache(500)
def automaton(node: Node) -> Automaton:
    """Finds the tree; raises TooLarge."""
    made = Automaton()
    _new(made)
    made.end = _added(made, node, 0)
    made.letters[made.end].append((ANY, made.end))  # whatever follows
    if not _begins_at_start(node):
        _looking_everywhere(made)
    return made


def _looking_everywhere(made: Automaton) -> None:
    """The tree may begin behind any letter; state 0 stays the beginning of the text, for `^`."""
    anywhere = _new(made)
    made.silent[anywhere] = [*made.silent[0]]
    made.letters[anywhere] = [*made.letters[0], (ANY, anywhere)]
    made.letters[0] = [*made.letters[0], (ANY, anywhere)]


def _begins_at_start(node: Node) -> bool:
    match node:
        case Anchor(kind):
            return kind == "^"
        case Sequence(parts):
            return any(map(_begins_at_start, parts))
        case Choice(parts):
            return all(map(_begins_at_start, parts))
        case Repeat(part, least, _):
            return least > 0 and _begins_at_start(part)
    return False


def _new(made: Automaton) -> int:
    if len(made.letters) >= MOST_STATES:
        raise TooLarge
    made.letters.append([])
    made.silent.append([])
    return len(made.letters) - 1


def _added(made: Automaton, node: Node, start: int) -> int:
    """Adds a tree behind a state; gives the state behind the tree."""
    match node:
        case Letter(chars):
            made.letters[start].append((chars, end := _new(made)))
            return end
        case Anchor(kind):
            made.silent[start].append((kind, end := _new(made)))
            return end
        case Sequence(parts):
            for part in parts:
                start = _added(made, part, start)
            return start
        case Choice(parts):
            return _joined(made, [_added(made, part, _silently(made, start)) for part in parts])
    return _repeated(made, node, start)


def _repeated(made: Automaton, node: Repeat, start: int) -> int:
    start = _silently(made, start)
    for _ in range(node.least):
        start = _added(made, node.part, start)
    if node.most is None:
        around = _silently(made, start)
        made.silent[_added(made, node.part, around)].append(("", around))
        return _silently(made, around)
    ends = [start]
    for _ in range(node.most - node.least):
        start = _added(made, node.part, start)
        ends.append(start)
    return _joined(made, ends)


def _silently(made: Automaton, start: int) -> int:
    made.silent[start].append(("", end := _new(made)))
    return end


def _joined(made: Automaton, ends: list[int]) -> int:
    joined = _new(made)
    for end in ends:
        made.silent[end].append(("", joined))
    return joined
