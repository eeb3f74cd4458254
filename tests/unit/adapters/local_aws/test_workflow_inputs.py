"""The input of an execution is told as it was given."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.local_aws.workflows.interpreting.inputs import WorkflowInput

ENTERED, EXITED = ("stateEnteredEventDetails", "input"), ("stateExitedEventDetails", "output")


@given(value=st.lists(st.integers() | st.text()), kind=st.sampled_from(["Pass", "Map", "Task"]))
def test_a_state_is_told_to_be_entered_with_the_text_itself(value: Any, kind: str) -> None:
    text, compact = json.dumps(value, indent=1), json.dumps(value, separators=(",", ":"))
    told = WorkflowInput(text, compact)
    for (name, where), end in ((ENTERED, "StateEntered"), (EXITED, "StateExited")):
        assert told.told(kind + end, {name: {"name": "a", where: compact}}) == {name: {"name": "a", where: text}}
        other = {name: {"name": "a", where: f"[{compact}]"}}
        assert told.told(kind + end, other) == other
    assert told.told("TaskSucceeded", {"taskSucceededEventDetails": {"output": compact}}) == {
        "taskSucceededEventDetails": {"output": compact}
    }
