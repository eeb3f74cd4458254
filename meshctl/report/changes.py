"""Changes for people and for programs. Pure."""

from collections.abc import Iterable, Sequence
from json import dumps

from meshctl.plan.changes import Change, ResourceChange, totals
from meshctl.report.plurals import counted

_SIGNS = {"create": "+", "update": "~", "delete": "-", "replace": "±"}


def changes_as_text(changes: Sequence[Change], stage: str, *, destroy: bool = False) -> str:
    """What changes for people first, then every resource by stack."""
    if not changes:
        return f"Nothing to do: {f'nothing of {stage} is there' if destroy else f'{stage} is as the catalogue says'}."
    resources = [resource for change in changes for resource in change.resources]
    people = [f"  {change_as_text(change)}" for change in changes]
    return "\n".join(
        [f"What changes in {stage}:", *people, "", *_by_stack(resources), "", f"In all: {totals(resources)}."]
    )


def change_as_text(change: Change) -> str:
    """What changes for people, and how much that takes: `...: 4 to add in 2 stacks`."""
    stacks = {resource.stack for resource in change.resources}
    return f"{change.sentence}: {totals(change.resources)} in {counted(len(stacks), 'stack')}"


def changes_as_json(changes: Sequence[Change], stage: str, **more: object) -> str:
    """`{"stage", "changes": [{"about", "sentence", "resources": [{"stack", "address", "action"}]}]}`, and `more` beside them."""
    listed = [
        {
            "about": str(change.cause),
            "sentence": change.sentence,
            "resources": [
                {"stack": one.stack, "address": one.address, "action": one.action} for one in change.resources
            ],
        }
        for change in changes
    ]
    return dumps({"stage": stage, "changes": listed, **more}, indent=2, ensure_ascii=False)


def _by_stack(resources: Iterable[ResourceChange]) -> list[str]:
    lines: list[str] = []
    ordered = sorted(resources, key=lambda one: (one.stack, one.address))
    for index, one in enumerate(ordered):
        if index == 0 or ordered[index - 1].stack != one.stack:
            lines.append(f"  {one.stack}")
        lines.append(f"    {_SIGNS[one.action]} {one.address}")
    return lines
