"""Functions that a pass began with and that were never made, as Terraform's state says. Pure.

Their code is that of a catalogue that may be gone, so that nobody could make them any more; and as long as the functions of a
stack are not all there, Terraform makes no way to them (`terraform/system/main.tf`): nothing has come to them yet.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from meshctl.records.stack_record import StackRecord
from meshctl.records.terraform_state import TerraformState

Parts = Mapping[str, Any]


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
    buffers = _as_before(begun["buffers"], done.get("buffers", {}), lambda one: one["function"] in unmade)
    mappings = _as_before(begun.get("mappings", {}), done.get("mappings", {}), lambda one: one["function"] in unmade)
    nowhere = {begun["functions"][key]["arn"] for key in unmade}
    nowhere |= {one["queue"]["arn"] for key, one in begun["buffers"].items() if key not in buffers}
    routes = _as_before(begun["routes"], done.get("routes", {}), lambda one: one["target"]["arn"] in nowhere)
    return {**begun, "functions": functions, "buffers": buffers, "mappings": mappings, "routes": routes}


def _as_before(begun: Parts, done: Parts, is_unmade: Callable[[Any], bool]) -> Parts:
    """What is unmade stands as it did, or not at all."""
    stands = {key: done.get(key) if is_unmade(one) else one for key, one in begun.items()}
    return {key: one for key, one in stands.items() if one is not None}
