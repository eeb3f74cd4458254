"""Two schemas to compare, of the old and of the new version, at one place of the data. Compares nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from meshctl.contracts.forms.forms import Form
from meshctl.contracts.forms.named_properties import Site
from meshctl.contracts.forms.steps import Path, Step

Key = tuple[Form, Form, Site, Site]


@dataclass(frozen=True, slots=True)
class Pair:
    """An old and a new schema. The sites say what else of each version looks at the same place."""

    old: Form
    new: Form
    old_site: Site
    new_site: Site
    path: Path = ()

    @property
    def key(self) -> Key:
        """The same for two pairs that have the same differences, wherever they are."""
        return self.old, self.new, self.old_site, self.new_site

    def beside(self, old: Form, new: Form) -> "Pair":
        """Other schemas for the same place."""
        self.spend()
        return replace(self, old=old, new=new)

    def below(self, step: Step, old: Form, new: Form) -> "Pair":
        """Schemas for a place one step further down."""
        self.spend()
        return Pair(old, new, self.old_site.below(step), self.new_site.below(step), (*self.path, step))

    def spend(self, steps: int = 1) -> None:
        """Counts work that is done for it before it is done. Raises `BudgetExhausted`."""
        self.old.version.budget.spend(steps)

    def turned(self) -> "Pair":
        """The same with the new version for the old one."""
        return Pair(self.new, self.old, self.new_site, self.old_site, self.path)


@dataclass(frozen=True, slots=True)
class Proof:
    """What can be proved of a pair: the new schema reads all old data, the old one all new data, nothing differs."""

    backward: bool
    forward: bool
    same: bool


Prove = Callable[[Pair], Proof]
"""Proves what it can of a pair on the way, without telling its differences."""


def shared(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """The names that both have, in the order of the first."""
    theirs = set(other)
    return [name for name in one if name in theirs]


def only(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """The names that just the first has, each once and in its order."""
    theirs = set(other)
    return [name for name in dict.fromkeys(one) if name not in theirs]
