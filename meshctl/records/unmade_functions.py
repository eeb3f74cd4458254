"""Functions that a pass began with and that were never made, as Terraform's state says. Pure.

Their code is that of a catalogue that may be gone, so that nobody could make them any more; and as long as the functions of a
stack are not all there, Terraform makes no way to them (`terraform/system/main.tf`): nothing has come to them yet. A workflow is
none: it may use what is not there.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from meshctl.records.stack_record import StackRecord
from meshctl.records.terraform_state import TerraformState

Parts = Mapping[str, Any]
_LEADS_TO: Mapping[str, Callable[[Parts], str]] = {
    "buffers": lambda one: str(one["function"]),
    "mappings": lambda one: str(one["function"]),
    "routes": lambda one: str(one["target"]["arn"]),
    "topic_subscriptions": lambda one: str(one["endpoint_arn"]),
}
"""The inputs that hold ways, and the function that one leads to, by its key or its ARN, or the ARN of a buffer before it."""


def has_new_functions(record: StackRecord) -> bool:
    """Whether the pass begun makes functions: they may be there or not."""
    return bool(_new_functions(record))


def without_unmade_functions(record: StackRecord, state: TerraformState) -> StackRecord:
    """The record as if its pass had begun without the functions that are not there, and without the ways to them."""
    unmade = _new_functions(record) - state.code.keys()
    if not unmade or record.begun is None:
        return record
    return replace(record, begun=_without(unmade, record.begun, record.done or {}))


def _new_functions(record: StackRecord) -> Collection[str]:
    return _functions(record.begun) - _functions(record.done)


def _functions(inputs: Parts | None) -> set[str]:
    return set((inputs or {}).get("functions", {}))


def _without(unmade: Collection[str], begun: Parts, done: Parts) -> Parts:
    functions = {key: one for key, one in begun["functions"].items() if key not in unmade}
    nowhere = {*unmade, *(begun["functions"][key]["arn"] for key in unmade)}
    buffers = _as_before("buffers", begun, done, nowhere)
    nowhere |= {one["queue"]["arn"] for key, one in begun["buffers"].items() if key not in buffers}
    ways = {section: _as_before(section, begun, done, nowhere) for section in _LEADS_TO if section in begun}
    return {**begun, "functions": functions, **ways}


def _as_before(section: str, begun: Parts, done: Parts, nowhere: Collection[str]) -> Parts:
    """The ways of a section as the pass began them; one that leads nowhere stands as it did, or not at all."""
    before, leads_to = done.get(section, {}), _LEADS_TO[section]
    stands = {key: before.get(key) if leads_to(one) in nowhere else one for key, one in begun[section].items()}
    return {key: one for key, one in stands.items() if one is not None}
