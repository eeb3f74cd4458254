"""How a state reads a variable that an earlier one has assigned, and how it is told. Changes moto's classes.

moto has JSONata read it, which never runs.
"""

import copy
import json
import re
from typing import Any

from moto.stepfunctions.parser.asl.component.common.string.string_expression import StringVariableSample
from moto.stepfunctions.parser.asl.eval.variable_store import VariableStore

from meshctl.adapters.local_aws.workflows.interpreting.paths import find

VARIABLE = re.compile(r"\$(?P<name>[^.\[]+)(?P<path>.*)", re.DOTALL)


def install() -> None:
    """Have variables read by JSONPath, in this process and for good."""
    StringVariableSample._eval_body = _read
    VariableStore.get_assigned_variables = _told


def _read(sample: Any, env: Any) -> None:
    """Variables are named like `$order`, and what is in them like `$order.lines[0]`."""
    told = VARIABLE.fullmatch(sample.expression)
    value = env.variable_store.get(told["name"] if told else sample.expression)
    env.stack.append(copy.deepcopy(find(f"${told['path']}", value) if told and told["path"] else value))


def _told(store: Any) -> dict[str, str]:
    """What a state has assigned, as JSON each."""
    return {name: json.dumps(store.get(name), separators=(",", ":")) for name in store._declaration_tracing}
