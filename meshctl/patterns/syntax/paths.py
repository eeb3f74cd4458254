"""Where a field is: names from the top of the event downwards, and every way an event may spell them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Path:
    """A field's names. `keys[n]`: below n names, the keys that lead on, each with the number of names then reached.

    An event may write `{"a": {"b": 1}}` or `{"a.b": 1}`, so below no name both `a` and `a.b` lead on.
    """

    names: tuple[str, ...] = ()
    keys: tuple[tuple[tuple[str, int], ...], ...] = field(default=((),), compare=False)

    def down(self, key: str) -> "Path":
        """The path below a key of a pattern; a dotted key is several names."""
        path = self
        for name in key.split("."):
            path = path._one_down(name)
        return path

    def _one_down(self, name: str) -> "Path":
        names = (*self.names, name)
        longer = tuple((*ways, (".".join(names[depth:]), len(names))) for depth, ways in enumerate(self.keys))
        return Path(names, (*longer, ()))


def shared(one: Path, other: Path) -> int:
    """The number of leading names two paths have in common."""
    count = 0
    for mine, theirs in zip(one.names, other.names, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
