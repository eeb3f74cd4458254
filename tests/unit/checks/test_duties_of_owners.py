"""What owners owe: a schema, somebody who answers, and workflows that can run."""

import json

import pytest

from meshctl.aws_facts.task_parameters import DEMANDED
from meshctl.model.kinds import KINDS
from tests.support.catalogues import CAPTURE, CHECKOUT, MESH, ORDERS

from .conftest import Found

WITHOUT = CHECKOUT.replace("schema: events/OrderPlaced.v1.json, ", "")


def test_an_event_without_schema_is_told_what_to_write(found: Found) -> None:
    (one,) = found("event-without-schema", {"orders/checkout.yaml": WITHOUT})
    assert one.message == '"OrderPlaced.v1" of "orders" has no schema'
    assert "`schema: events/OrderPlaced.v1.json`" in one.help


def test_a_private_event_has_a_schema_as_well(found: Found) -> None:
    private = WITHOUT.replace("version: 1", "version: 1, visibility: private")
    assert len(found("event-without-schema", {"orders/checkout.yaml": private})) == 1


def test_a_schema_that_is_not_there_is_named_all_the_same(found: Found) -> None:
    assert found("event-without-schema", {"orders/events/OrderPlaced.v1.json": None}) == []


def test_a_mesh_may_ask_for_schemas_less_strictly(found: Found) -> None:
    files = {"orders/checkout.yaml": WITHOUT, "mesh.yaml": MESH + "checks: {event-without-schema: warning}\n"}
    assert [one.severity for one in found("event-without-schema", files)] == ["warning"]


def test_a_system_without_owner_is_found_at_its_name(found: Found) -> None:
    (one,) = found("unowned-system", {"orders/system.yaml": "system: orders\n"})
    assert str(one.place) == "orders/system.yaml:1:9"


def test_a_system_is_unowned_also_while_a_service_of_it_cannot_be_read(found: Found) -> None:
    files = {"orders/system.yaml": "system: orders\n", "orders/checkout.yaml": "service: ["}
    assert len(found("unowned-system", files)) == 1


@pytest.mark.parametrize(
    "text", [None, "system: [", "system: orders\nowner: {}\n", "system: orders\nowner: {team: ''}\n"]
)
def test_of_a_system_whose_own_file_is_missing_or_broken_nothing_more_is_told(found: Found, text: str | None) -> None:
    assert found("unowned-system", {"orders/system.yaml": text}) == []


def test_a_team_has_a_name(found: Found) -> None:
    assert len(found("unowned-system", {"orders/system.yaml": ORDERS.replace("checkout", "' '")})) == 1


def workflow(definition: str, more: str = "") -> dict[str, str | bytes | None]:
    """A service with a workflow of that definition."""
    flows = "workflows:\n  fulfil: {definition: flows/fulfil.asl.json}\n"
    return {"payments/capture.yaml": CAPTURE + flows + more, "payments/flows/fulfil.asl.json": definition}


def test_a_definition_that_two_workflows_share_is_accused_once(found: Found) -> None:
    assert len(found("invalid-workflow", workflow("[]", "  again: {definition: flows/fulfil.asl.json}\n"))) == 1


def test_a_definition_is_let_pass_with_its_service(found: Found) -> None:
    said = "exceptions: [{check: invalid-workflow, reason: It comes with the next release., until: 2027-02-01}]\n"
    assert [one.severity for one in found("invalid-workflow", workflow("[]", said))] == ["note"]


def test_a_definition_that_is_missing_is_not_called_invalid(found: Found) -> None:
    files = workflow("[]") | {"payments/flows/fulfil.asl.json": None}
    assert found("invalid-workflow", files) == []
    assert [str(one.place) for one in found("missing-file", files)] == ["payments/capture.yaml:15:24"]


def calling(channel: str, **said: object) -> str:
    """A definition whose only state calls or sends to a channel."""
    kind = next(kind for kind in KINDS.values() if kind.section == channel.partition(".")[0])
    least = dict.fromkeys(DEMANDED[kind.task], "x") | {kind.task_field: f"${{{channel}}}"}
    task = {"Type": "Task", "Resource": f"arn:aws:states:::{kind.task}", "Parameters": {**least, **said}, "End": True}
    return json.dumps({"StartAt": "Ask", "States": {"Ask": task}})


@pytest.mark.parametrize(
    ("channel", "sends_to", "lacking"),
    [
        ("functions.charge", "", False),
        ("functions.chrage", "", True),
        ("queues.parcels", "", True),
        ("queues.parcels", "sends_to: [{queue: parcels}]\n", False),
    ],
)
def test_a_workflow_uses_what_its_service_has_or_sends_to(
    found: Found, channel: str, sends_to: str, lacking: bool
) -> None:
    tracker = {"payments/other.yaml": "service: other\nqueues: {parcels: {}}\n"}
    assert bool(found("invalid-workflow", workflow(calling(channel), sends_to) | tracker)) is lacking


def test_a_function_that_only_a_workflow_calls_is_used(found: Found) -> None:
    helps = "functions:\n  help: {source: lambdas/capture, handler: handler.handle}\n"
    service = f"service: capture\n{helps}workflows: {{fulfil: {{definition: flows/fulfil.asl.json}}}}\n"
    files = {"payments/capture.yaml": service, "payments/flows/fulfil.asl.json": calling("functions.help")}
    assert '"help"' not in str([one.message for one in found("unused-channel", files)])


GROUPED = {"MessageGroupId.$": "$.detail.data.order_id"}


@pytest.mark.parametrize("section", ["queues", "topics"])
@pytest.mark.parametrize(
    ("order", "said", "wrong"),
    [
        ("fifo", {}, "without saying `MessageGroupId`"),
        ("fifo", {"MessageGroupId": "all"}, ""),
        ("fifo", GROUPED, ""),
        ("fifo", {**GROUPED, "MessageDeduplicationId": "x"}, ""),
        ("none", {}, ""),
        ("none", {"MessageDeduplicationId.$": "$.id"}, "with `MessageDeduplicationId`"),
    ],
)
def test_a_workflow_says_of_a_message_what_its_order_needs(
    found: Found, section: str, order: str, said: dict[str, str], wrong: str
) -> None:
    other = f"service: other\n{section}: {{news: {{order: {order}}}}}\n".replace("order: none", "")
    files = workflow(calling(f"{section}.news", **said), f"sends_to: {{{section}: [news]}}\n")
    told = [one.message for one in found("invalid-workflow", files | {"payments/other.yaml": other})]
    assert all(wrong in one for one in told)
    assert len(told) == bool(wrong)


def test_a_message_that_keeps_an_order_is_not_delayed_by_itself(found: Found) -> None:
    files = workflow(calling("queues.letters", **GROUPED, DelaySeconds=5))
    ordered = CAPTURE.replace("letters: {}", "letters: {order: fifo}")
    files["payments/capture.yaml"] = str(files["payments/capture.yaml"]).replace(CAPTURE, ordered)
    (one,) = found("invalid-workflow", files)
    assert "with `DelaySeconds`" in one.message
