"""An expression as a tree. Matches nothing."""

from dataclasses import dataclass, field

from meshctl.contracts.filters.texts.chars import ANY, Chars


@dataclass(frozen=True, slots=True)
class Letter:
    """One of some characters."""

    chars: Chars


@dataclass(frozen=True, slots=True)
class Anchor:
    """The start (`^`) or the end (`$`) of the text."""

    kind: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after the other; none is the empty text."""

    parts: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part so many times; without `most`, however often."""

    part: "Node"
    least: int
    most: int | None


Node = Letter | Anchor | Sequence | Choice | Repeat
ANYTHING = Repeat(Letter(ANY), 0, None)


@dataclass(frozen=True, slots=True)
class Look:
    """What a look-ahead at the start of the text wants there, or does not want."""

    node: Node
    wanted: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """An expression: the tree, and what is looked for from the start of the text.

    It is `exact` unless something was left out of it, and then more texts fit than the expression says.
    """

    node: Node
    looks: tuple[Look, ...] = field(default=())
    exact: bool = True
