"""Use case: what does this machine lack? Pure."""

from collections.abc import Iterable

from meshctl.results.machine_facts import MachineFact


def lacking(facts: Iterable[MachineFact]) -> tuple[MachineFact, ...]:
    """The facts that are not fine, but for what one can do without."""
    return tuple(fact for fact in facts if fact.needed and not fact.fine)
