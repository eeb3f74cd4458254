"""Use case: what does this machine lack? Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Something meshctl needs: whether it is there, in words, and how to get it."""

    name: str
    fine: bool
    words: str
    hint: str = ""


def lacking(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that are not fine."""
    return tuple(fact for fact in facts if not fact.fine)
