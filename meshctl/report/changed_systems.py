"""Which systems have changed since an earlier catalogue, and what is left out, for people. Pure."""

from collections.abc import Iterator, Sequence

from meshctl.plan.changed_systems import ChangedSystems
from meshctl.report.markdown import escaped
from meshctl.report.plain import plain
from meshctl.report.plurals import counted

MOST_NAMED = 10


def changed_systems_as_text(found: ChangedSystems, stage: str, revision: str) -> str:
    """One line each: what has changed, and what else is left out, with what would take it along."""
    return "\n".join(map(plain, _lines(found, stage, revision)))


def changed_systems_as_markdown(found: ChangedSystems, stage: str, revision: str) -> str:
    """The same as a section of a pull request's page."""
    return "\n\n".join((f"### Changes in {escaped(stage)}", *map(escaped, _lines(found, stage, revision))))


def _lines(found: ChangedSystems, stage: str, revision: str) -> Iterator[str]:
    if found.changed:
        yield f"Changed since {revision}: {_named(found.changed)}."
    else:
        nothing = "" if found.leaves_changes else ": there is nothing to do"
        yield f"No system of {stage} has changed since {revision}{nothing}."
    if found.changed and found.unchanged:
        yield f"Left out: {counted(len(found.unchanged), 'system')} that {_have(found.unchanged)} not changed: {_named(found.unchanged)}."
    for system in found.gone:
        yield f"Left out: {system}, which the catalogue has no more; `meshctl apply --stage {stage} --allow-deletes` takes it down."
    if found.for_all:
        yield f"Left out: what has changed for all systems in {_named(found.for_all)}; `meshctl apply --stage {stage}` changes it."


def _have(systems: Sequence[str]) -> str:
    return "has" if len(systems) == 1 else "have"


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
