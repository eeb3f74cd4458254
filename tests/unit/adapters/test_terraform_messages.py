import json

from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.terraform.messages import Message, read_message


def said(**fields: object) -> Message:
    return read_message(json.dumps(fields))


def test_a_planned_change_names_its_resource_and_action() -> None:
    change = {"resource": {"addr": "a.b"}, "action": "create"}
    assert said(type="planned_change", change=change) == Message("planned", "a.b", "create")


def test_what_was_changed_by_hand_is_no_planned_change() -> None:
    change = {"resource": {"addr": "a.b"}, "action": "update"}
    assert said(type="resource_drift", change=change) == Message("drifted", "a.b", "update")


def test_what_is_imported_is_adopted_whatever_else_happens_to_it() -> None:
    for action, wanted in (("import", "adopt"), ("update", "update"), ("replace", "replace")):
        change = {"resource": {"addr": "a.b"}, "action": action, "importing": {"id": "x"}}
        assert said(type="planned_change", change=change) == Message("planned", "a.b", wanted, imports=True)


def test_a_planned_read_is_no_change() -> None:
    assert said(type="planned_change", change={"resource": {"addr": "a.b"}, "action": "read"}).kind == "other"


def test_an_error_says_where_and_why() -> None:
    diagnostic = {"severity": "error", "summary": "No", "detail": " because\n", "address": "a.b"}
    assert said(type="diagnostic", diagnostic=diagnostic) == Message("error", "a.b", text="No: because")


def test_progress_is_told_by_address() -> None:
    assert said(type="apply_complete", hook={"resource": {"addr": "a.b"}, "action": "create"}) == Message(
        "done", "a.b", "create"
    )


@given(st.text())
def test_any_line_is_some_message(line: str) -> None:
    assert read_message(line).kind
