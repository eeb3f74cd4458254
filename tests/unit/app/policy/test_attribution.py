"""Findings of policies stand where the catalogue says what the resource is for."""

import pytest

from meshctl.app.policy.attribution import findings_of_directory, findings_of_plans, findings_of_stage
from meshctl.model.findings import Severity
from meshctl.results.policy import PolicyAnswer, PolicyFinding, PolicyVerdict
from tests.support.rendered import render_shop
from tests.support.shop import shop_mesh

STACKS = render_shop("dev").stacks


def verdict(address: str, file: str = "system-payments", check: str = "CKV_AWS_1", **more: object) -> PolicyVerdict:
    return PolicyVerdict(check, "It is open", file, address, **more)  # type: ignore[arg-type]


def of_stage(*failed: PolicyVerdict, unanswered: tuple[PolicyVerdict, ...] = ()) -> tuple[PolicyFinding, ...]:
    return findings_of_stage(shop_mesh(), STACKS, PolicyAnswer({}, {}, failed, unanswered=unanswered))


@pytest.mark.parametrize(
    ("file", "address", "cause", "place"),
    [
        ("system-payments", 'module.function["capture/capture"].aws_lambda_function.function', "function payments/capture/capture", "payments/capture.yaml"),
        ("system-payments", 'module.buffer["capture/order-placed"].module.queue.aws_sqs_queue.queue', "subscription payments/capture/order-placed", "payments/capture.yaml"),
        ("routes", 'module.route["payments/capture/order-placed"].aws_cloudwatch_event_rule.route', "subscription payments/capture/order-placed", "payments/capture.yaml"),
        ("system-orders", "aws_cloudwatch_event_bus.local", "bus orders", "orders/system.yaml"),
        ("hub", "module.hub.aws_cloudwatch_event_bus.hub", "bus hub", "mesh.yaml"),
    ],
)  # fmt: skip
def test_a_failure_is_told_to_whom_the_resource_is_for(file: str, address: str, cause: str, place: str) -> None:
    (found,) = of_stage(verdict(address, file, source="modules/x/main.tf", line=7))
    assert (found.cause, found.finding.place.file) == (cause, place)
    assert found.finding.message == f"{cause}: It is open"
    assert found.finding.why == f"{address} of {file}, written in modules/x/main.tf:7"


def test_what_the_own_pack_cannot_read_in_a_plan_fails() -> None:
    bus = verdict("module.hub.aws_cloudwatch_event_bus.hub", "hub", "CKV_MESH_1")
    assert [one.finding.severity for one in of_stage(unanswered=(bus,))] == [Severity.ERROR]


def test_what_the_pack_of_aws_leaves_open_is_no_failure() -> None:
    assert of_stage(unanswered=(verdict("module.hub.aws_cloudwatch_event_bus.hub", "hub"),)) == ()


def test_what_the_own_pack_cannot_read_in_hcl_is_a_warning_that_says_what_to_do() -> None:
    unread = verdict("aws_sqs_queue.q", "main.tf", "CKV2_MESH_9", source="/main.tf", line=3)
    (found,) = findings_of_directory(PolicyAnswer({}, {}, unanswered=(unread,)), "infra")
    assert found.finding.severity is Severity.WARNING
    assert "use --plan" in found.finding.why
    assert str(found.finding.place) == "infra/main.tf:3:1"


def test_a_file_that_cannot_be_read_is_an_error_of_its_own() -> None:
    (found,) = findings_of_directory(PolicyAnswer({}, {}, unread=("broken.tf",)), "infra")
    assert (found.finding.place.file, found.finding.message) == ("infra/broken.tf", "this file is not readable as HCL")


def test_a_failure_of_a_plan_without_hcl_stands_in_the_plan() -> None:
    (found,) = findings_of_plans(PolicyAnswer({}, {}, (verdict("aws_sqs_queue.q", "plan.json"),)), "")
    assert (found.finding.place.file, found.finding.message) == ("plan.json", "It is open: aws_sqs_queue.q")
