"""What is wrong with the definition of a workflow, in Step Functions' words. Pure; the interpreter is not asked.

Recorded on AWS: missing fields, transitions to nowhere, states that nothing leads to, workflows without an end, what an
express workflow cannot do, and languages of queries.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meshctl.adapters.local_aws.json_reading.faults import JsonFault, find_fault
from meshctl.adapters.local_aws.json_reading.sources import shown
from meshctl.adapters.local_aws.workflows.map_labels import label_fault
from meshctl.aws_facts.states_language import is_end, transitions

SCHEMA, NOT_JSON, NO_TARGET = "SCHEMA_VALIDATION_FAILED", "INVALID_JSON_DESCRIPTION", "MISSING_TRANSITION_TARGET"
NO_END = "MISSING_END_STATE"
NOT_EXPRESS = {
    ".waitForTaskToken": "'.waitForTaskToken' service integration ",
    ".sync": "'.sync' service integration",
    ".sync:2": "'.sync' service integration",
}
"""What no express workflow does, by how a resource ends; AWS has a space more after the first."""
INTEGRATED = re.compile(r"arn:aws:states:::(?P<service>[a-z0-9]+):(?P<action>[A-Za-z]+)(?:\..+)?")
CALLS = {
    "dynamodb": {"getItem", "putItem", "updateItem", "deleteItem"},
    "events": {"putEvents"},
    "lambda": {"invoke"},
    "sns": {"publish"},
    "sqs": {"sendMessage"},
    "states": {"startExecution"},
}
"""What Step Functions does with a service by itself; of services that are not here it is not judged."""
NOT_RECOGNIZED = (
    "The resource provided {} is not recognized. The value is not a valid resource ARN, or the resource is not available "
    "in this region."
)
TIMESTAMP = re.compile(r"(?P<seconds>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
JSONATA, NO_JSONATA = "JSONata", "the embedded AWS does not run JSONata; write it in JSONPath"


@dataclass(frozen=True)
class WorkflowFault:
    """One thing that is wrong: AWS's code, a sentence, and where, as a path; empty where it is nowhere in particular.

    Where AWS looked for a place and has none, it says null. `source` is where in the text of what is no JSON.
    """

    code: str
    reason: str
    place: str | None = ""
    source: str = ""

    @property
    def told(self) -> str:
        """The fault as AWS names it in a refusal."""
        at = "" if self.place == "" else f" at {self.place or 'null'}"
        return f"{self.code}: {self.reason}{at}"

    @property
    def diagnostic(self) -> dict[str, str]:
        """The same as ValidateStateMachineDefinition answers it."""
        place = {"location": self.place or self.source} if self.place or self.source else {}
        message = f"{self.reason}\n at {self.source}" if self.source else self.reason
        return {"severity": "ERROR", "code": self.code, "message": message} | place


def faults_of(text: str, kind: str) -> list[WorkflowFault]:
    """What is wrong with a definition of a STANDARD or an EXPRESS workflow."""
    try:
        definition = json.loads(text) if text.strip() else None
    except (ValueError, RecursionError):
        return [_not_json(text)]
    if not isinstance(definition, dict):
        return [WorkflowFault(SCHEMA, "Definition must be a valid JSON object")]
    return [*_faults(definition, "", kind, str(definition.get("QueryLanguage", "")))]


def refusal_of(faults: Iterable[WorkflowFault]) -> str:
    """AWS's sentence about a definition that is not taken."""
    return f"Invalid State Machine Definition: '{', '.join(fault.told for fault in faults)}'"


def _not_json(text: str) -> WorkflowFault:
    """AWS tells apart what is wrong and where its reader stands."""
    fault = find_fault(text, shown(text)) or JsonFault("the definition is not JSON", "")
    return WorkflowFault(NOT_JSON, fault.words, source=fault.place)


def _faults(machine: Mapping[str, Any], place: str, kind: str, language: str) -> Iterator[WorkflowFault]:
    """Of a whole workflow, or of what a state holds of one."""
    missing = [name for name in ("States", "StartAt") if name not in machine]
    if missing:
        yield WorkflowFault(SCHEMA, f"These fields are required: [{', '.join(missing)}]", place or "/")
        return
    states = machine["States"]
    if not isinstance(states, dict) or not all(isinstance(state, dict) for state in states.values()):
        yield WorkflowFault(SCHEMA, "Expected value of type Object", f"{place}/States")
        return
    if not _names(machine["StartAt"], states):
        yield _no_state(machine["StartAt"], f"{place}/StartAt")
    if language == JSONATA and not place:
        yield WorkflowFault(SCHEMA, NO_JSONATA, "/QueryLanguage")
    for name, state in states.items():
        yield from _state_faults(state, f"{place}/States/{name}", states, kind, language)
    yield from _transition_faults(machine["StartAt"], states, place)


def _transition_faults(start: Any, states: Mapping[str, Any], place: str) -> Iterator[WorkflowFault]:
    """AWS wants an end of the whole workflow alone, and takes each state that is named for reachable."""
    if not place and not any(map(is_end, states.values())):
        yield WorkflowFault(NO_END, "Workflow has no terminal state", None)
        return
    targets = (target for state in states.values() for _, target in transitions(state))
    named = {one for one in (start, *targets) if isinstance(one, str)}
    for name in states:
        if name not in named:
            yield WorkflowFault(NO_TARGET, f'State "{name}" is not reachable.', f"{place}/States/{name}")


def _state_faults(
    state: Mapping[str, Any], place: str, states: Mapping[str, Any], kind: str, language: str
) -> Iterator[WorkflowFault]:
    yield from _language_faults(state.get("QueryLanguage"), place, language)
    for path, target in transitions(state):
        if target is not None and not _names(target, states):
            yield _no_state(target, place + "".join(f"[{one}]" if isinstance(one, int) else f"/{one}" for one in path))
    if kind == "EXPRESS" and (reason := _not_express(str(state.get("Resource", "")))):
        yield WorkflowFault(SCHEMA, f"Express state machine does not support {reason}", f"{place}/Resource")
    if _is_unknown(str(state.get("Resource", ""))):
        yield WorkflowFault(SCHEMA, NOT_RECOGNIZED.format(state["Resource"]), f"{place}/Resource")
    if state.get("Type") == "Wait" and "Timestamp" in state and not _is_timestamp(state["Timestamp"]):
        yield WorkflowFault(SCHEMA, "String does not match RFC3339 timestamp", f"{place}/Timestamp")
    if "Label" in state and (reason := label_fault(state["Label"])):
        yield WorkflowFault(SCHEMA, reason, f"{place}/Label")
    for inner, where in _inner(state):
        yield from _faults(inner, f"{place}/{where}", kind, language)


def _language_faults(said: Any, place: str, language: str) -> Iterator[WorkflowFault]:
    if said == "JSONPath" and language == JSONATA:
        reason = "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"
        yield WorkflowFault(SCHEMA, reason, place)
    elif said == JSONATA:
        yield WorkflowFault(SCHEMA, NO_JSONATA, place)


def _is_timestamp(said: Any) -> bool:
    told = TIMESTAMP.fullmatch(said) if isinstance(said, str) else None
    try:
        return told is not None and bool(datetime.fromisoformat(told["seconds"]))
    except ValueError:
        return False


def _is_unknown(resource: str) -> bool:
    task = INTEGRATED.fullmatch(resource)
    return task is not None and task["action"] not in CALLS.get(task["service"], {task["action"]})


def _not_express(resource: str) -> str | None:
    if ":activity:" in resource:
        return "Activity ARN"
    return next((reason for end, reason in NOT_EXPRESS.items() if resource.endswith(end)), None)


def _inner(state: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The workflows within a state."""
    for number, branch in enumerate(_listed(state.get("Branches"))):
        yield branch, f"Branches[{number}]"
    for name in ("ItemProcessor", "Iterator"):
        if isinstance(state.get(name), dict):
            yield state[name], name


def _listed(several: Any) -> list[Mapping[str, Any]]:
    return [one for one in several if isinstance(one, dict)] if isinstance(several, list) else []


def _names(name: Any, states: Mapping[str, Any]) -> bool:
    return isinstance(name, str) and name in states


def _no_state(name: Any, place: str) -> WorkflowFault:
    return WorkflowFault(NO_TARGET, f"Missing 'Next' target: {name}", place)
