"""What a machine has and lacks, for people. Pure."""

from collections.abc import Iterable, Iterator

from meshctl.results.machine_facts import MachineFact


def facts_as_text(facts: Iterable[MachineFact]) -> str:
    """A line for each fact, and one below it that says how to get what is not there."""
    return "\n".join(line for fact in facts for line in _lines(fact))


def _lines(fact: MachineFact) -> Iterator[str]:
    state = "ok" if fact.fine else "MISSING" if fact.needed else "absent"
    yield f"{state:<7}  {fact.name:<14} {fact.words}"
    if fact.hint:
        yield f"           = help: {fact.hint}"
