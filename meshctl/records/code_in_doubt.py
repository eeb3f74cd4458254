"""Which of two packages a function has, where a pass was begun and nobody knows how far it came: as Terraform's state
says. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from meshctl.records.stack_record import StackRecord
from meshctl.records.terraform_state import TerraformState

Inputs = Mapping[str, Any]


def is_code_in_doubt(record: StackRecord) -> bool:
    """Whether a function may have the package of the pass done or that of the one begun."""
    if record.done is None or record.begun is None:
        return False
    done, begun = _packages(record.done), _packages(record.begun)
    return any(done[key] != begun[key] for key in done.keys() & begun.keys())


def with_code_of(record: StackRecord, state: TerraformState) -> StackRecord:
    """The record with the packages that Terraform has uploaded, so that its two inputs speak of one code."""
    return replace(record, done=_with_code(record.done, state), begun=_with_code(record.begun, state))


def _with_code(inputs: Inputs | None, state: TerraformState) -> Inputs | None:
    if inputs is None:
        return None
    functions = {
        key: {**function, "package_hash": state.code.get(key, function["package_hash"])}
        for key, function in inputs["functions"].items()
    }
    return {**inputs, "functions": functions}


def _packages(inputs: Inputs) -> Mapping[str, str]:
    return {key: function["package_hash"] for key, function in inputs.get("functions", {}).items()}
