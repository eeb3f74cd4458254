"""Use case: what does this machine lack? Pure."""

from collections.abc import Iterable

from meshctl.results.machine_facts import MachineFact


def lacking(facts: Iterable[MachineFact]) -> tuple[MachineFact, ...]:
    """The facts that are not fine."""
    return tuple(fact for fact in facts if not fact.fine)
