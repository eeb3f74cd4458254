"""What Step Functions says of a definition, whatever is in it; the cases are what AWS was seen to answer."""

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.workflows.definitions import faults_of, refusal_of

LOOP = {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}
LOST, ENDLESS = (
    'MISSING_TRANSITION_TARGET: State "C" is not reachable. at ',
    "MISSING_END_STATE: Workflow has no terminal state at null",
)
END = {"Type": "Pass", "End": True}


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (LOOP, ENDLESS),
        (LOOP | {"C": {"Type": "Pass", "Next": "A"}}, ENDLESS),
        (LOOP | {"C": END}, f"{LOST}/States/C"),
        (
            {"A": {"Type": "Pass", "Next": "D"}, "C": END},
            f"MISSING_TRANSITION_TARGET: Missing 'Next' target: D at /States/A/Next, {LOST}/States/C",
        ),
        (
            {"A": {"Type": "Choice", "Choices": [{"Next": "D"}]}},
            f"MISSING_TRANSITION_TARGET: Missing 'Next' target: D at /States/A/Choices[0]/Next, {ENDLESS}",
        ),
        (
            {"A": END | {"Type": "Parallel", "Branches": [{"StartAt": "A", "States": {"A": END, "C": END}}]}},
            f"{LOST}/States/A/Branches[0]/States/C",
        ),
        ({"A": END | {"Type": "Parallel", "Branches": [{"StartAt": "A", "States": LOOP}]}}, None),
    ],
)
def test_all_faults_of_transitions_are_told_as_aws_was_seen_to_tell_them(
    states: dict[str, Any], told: str | None
) -> None:
    faults = faults_of(json.dumps({"StartAt": "A", "States": states}), "STANDARD")
    assert (refusal_of(faults) if faults else None) == (told and f"Invalid State Machine Definition: '{told}'")


def test_a_task_is_of_what_step_functions_does_with_the_service() -> None:
    def told(resource: str) -> list[tuple[str, str | None]]:
        states = {"A": {"Type": "Task", "Resource": resource, "End": True}}
        return [(one.code, one.place) for one in faults_of(json.dumps({"StartAt": "A", "States": states}), "STANDARD")]

    assert told("arn:aws:states:::dynamodb:query") == [("SCHEMA_VALIDATION_FAILED", "/States/A/Resource")]
    for known in ("dynamodb:getItem", "sqs:sendMessage.waitForTaskToken", "aws-sdk:dynamodb:query", "glue:startJobRun"):
        assert told(f"arn:aws:states:::{known}") == []


def refused(**wait: Any) -> str:
    """What is said of a workflow that waits so."""
    states = {"A": {"Type": "Wait", "End": True, **wait}}
    return refusal_of(faults_of(json.dumps({"StartAt": "A", "States": states}), "STANDARD"))


@given(st.datetimes(), st.sampled_from(["Z", "+01:00"]))
def test_a_time_to_wait_for_is_a_timestamp(at: datetime, zone: str) -> None:
    written = at.isoformat()
    assert refused(Timestamp=written + zone) == refused(Seconds=1)
    no_timestamp = "SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/A/Timestamp"
    for wrong in (written, written.replace("T", " ") + zone, f"{at.year:04}-13{written[7:]}Z", "", 7, None, [written]):
        assert no_timestamp in refused(Timestamp=wrong)


def labelled(label: Any) -> list[str]:
    """What is said of a map with a label."""
    states = {
        "A": {"Type": "Map", "End": True, "Label": label, "ItemProcessor": {"StartAt": "B", "States": {"B": END}}}
    }
    return [fault.told for fault in faults_of(json.dumps({"StartAt": "A", "States": states}), "STANDARD")]


FORBIDDEN = st.sampled_from('?*<>{}[]:;,\\|^~$#%&`"') | st.characters(categories=["Cc", "Zs"])


@given(st.text("aZ0-_.é/()!", min_size=1, max_size=40), FORBIDDEN)
def test_a_label_has_no_wildcards_brackets_controls_or_spaces(label: str, letter: str) -> None:
    assert labelled(label) == []
    (told,) = labelled(label[1:] + letter)
    assert told == f"SCHEMA_VALIDATION_FAILED: A label has no character {letter!r} at /States/A/Label"


@pytest.mark.parametrize("label", ["", "a" * 41, None, 7])
def test_a_label_is_a_short_text(label: Any) -> None:
    assert len(labelled(label)) == 1


@given(st.text(" \n", max_size=3), st.from_regex(r"[a-z]{1,4}", fullmatch=True), st.text(max_size=3))
def test_a_word_that_json_does_not_know_is_told_with_where_it_ends(space: str, word: str, more: str) -> None:
    text = f"{space}x{word} {more}"
    (fault,) = faults_of(text, "STANDARD")
    line = space.count("\n") + 1
    column = len(text[: len(space) + len(word) + 1].rpartition("\n")[2]) + 1
    assert fault.diagnostic["location"] == f'[Source: (String)"{text}"; line: {line}, column: {column}]'
    assert fault.diagnostic["message"].endswith(f"\n at {fault.diagnostic['location']}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '{"StartAt" x',
            "Unexpected character ('x' (code 120)): was expecting a colon to separate field name and value",
        ),
        ('{"StartAt": "A",}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name"),
        ("{'StartAt'", "Unexpected character (''' (code 39)): was expecting double-quote to start field name"),
        ("x" * 600, f"Unrecognized token '{'x' * 256}': was expecting "),
    ],
)
def test_the_first_mistake_is_told_of_as_much_text_as_jackson_shows(text: str, words: str) -> None:
    (fault,) = faults_of(text, "STANDARD")
    assert fault.reason.startswith(words)
    cut = f'"{text[:500]}"' + (f"[truncated {len(text) - 500} chars]" if len(text) > 500 else "")
    assert fault.diagnostic["location"].startswith(f"[Source: (String){cut}; line: 1, column: ")


def test_what_no_reader_tells_apart_is_no_json_all_the_same() -> None:
    for text in ("{} x", "[" * 100_000 + "]" * 100_000, "true x"):
        assert faults_of(text, "STANDARD")[0].code == "INVALID_JSON_DESCRIPTION"


FIELDS = st.sampled_from(
    ["StartAt", "States", "Next", "Default", "Choices", "Catch", "Branches", "Iterator", "Resource"]
)
ANYTHING = st.recursive(
    st.none() | st.text("Aa/", max_size=2),
    lambda inner: st.lists(inner) | st.dictionaries(FIELDS, inner),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None)
@given(ANYTHING, st.sampled_from(["STANDARD", "EXPRESS"]))
def test_whatever_is_put_as_a_definition_is_judged(definition: Any, kind: str) -> None:
    assert all(fault.told for fault in faults_of(json.dumps({"StartAt": definition, "States": definition}), kind))
    assert all(
        fault.reason
        for fault in faults_of(json.dumps({"StartAt": "Done", "States": {"Done": {"Next": definition}}}), kind)
    )
