"""What each root would make of its sample, planned by the real provider without a network."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from meshctl.iam import ADMINISTRATOR, Governing, Principal, Request, decide, read_policy
from tests.support.terraform_runs import Terraform

from .conftest import ROOTS, SAMPLES, TREE

pytestmark = [pytest.mark.terraform, pytest.mark.xdist_group("roots")]
Resources = Callable[[str], list[dict[str, Any]]]

POLICIES = {
    "aws_cloudwatch_event_bus_policy": ["policy"],
    "aws_iam_role": ["assume_role_policy"],
    "aws_iam_role_policy": ["policy"],
    "aws_organizations_policy": ["content"],
    "aws_sns_topic": ["policy"],
    "aws_sqs_queue": ["policy", "redrive_allow_policy"],
}
LITERAL = {
    **POLICIES,
    "aws_cloudwatch_log_resource_policy": ["policy_document"],
    "aws_iam_role_policy": ["policy", "role"],
}
"""What is known before the apply, so that it can be judged: policies, and whose they are."""


def policies(changes: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every statement of every policy, with the address of its resource."""
    for resource in changes:
        for attribute in POLICIES.get(resource["type"], []):
            document = json.loads(resource["change"]["after"].get(attribute) or "{}")
            yield from ((resource["address"], statement) for statement in document.get("Statement", []))


def of_type(changes: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [resource["change"]["after"] for resource in changes if resource["type"] == kind]


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("root", ROOTS)
def test_a_root_is_valid(root: str, initialised: Callable[[str], Path], unconfigured: Terraform) -> None:
    done = unconfigured(initialised(f"terraform/{root}"), "validate", "-no-color")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["provider.tf", "stack.tf", "versions.tf"])
def test_every_root_describes_its_stack_and_provider_alike(name: str) -> None:
    assert len({(TREE / "terraform" / root / name).read_text() for root in ROOTS}) == 1


@pytest.mark.parametrize("root", ROOTS)
def test_a_root_reads_every_key_of_its_sample(
    root: str, initialised: Callable[[str], Path], unconfigured: Terraform
) -> None:
    """Terraform drops unknown keys of an object silently."""
    sample = json.loads((SAMPLES / f"{root}.auto.tfvars.json").read_text())
    question = "jsonencode({" + ", ".join(f"{name} = var.{name}" for name in sample) + "})\n"
    read = unconfigured(initialised(f"terraform/{root}"), "console", stdin=question)
    assert without_nulls(json.loads(json.loads(read.stdout))) == without_nulls(sample)


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        ("account", "11111111111", "is not an account"),
        ("stage", "Prod", "kebab-case"),
    ],
)
def test_a_stack_that_can_not_be_is_refused(
    key: str, value: str, complaint: str, initialised: Callable[[str], Path], terraform: Terraform
) -> None:
    stack = json.loads((SAMPLES / "hub.auto.tfvars.json").read_text())["stack"] | {key: value}
    done = terraform(
        initialised("terraform/hub"), "plan", "-input=false", "-no-color", f"-var=stack={json.dumps(stack)}"
    )
    assert done.returncode == 1
    assert complaint in " ".join(done.stderr.split())


@pytest.mark.parametrize("root", ROOTS)
def test_every_policy_is_literal_in_the_plan(root: str, resources: Resources) -> None:
    unknown = [
        (resource["address"], attribute)
        for resource in resources(root)
        for attribute in LITERAL.get(resource["type"], [])
        if resource["change"]["after_unknown"].get(attribute)
    ]
    assert unknown == []
    assert list(policies(resources(root)))


@pytest.mark.parametrize("root", ROOTS)
def test_nothing_is_allowed_by_wildcard_but_the_streams_of_one_log_and_to_deliver_logs(
    root: str, resources: Resources
) -> None:
    broad = [
        (address, statement)
        for address, statement in policies(resources(root))
        if statement["Effect"] == "Allow"
        and statement.get("Sid") != "DeliverLog"  # AWS knows no resource for that
        and "*" in json.dumps({**statement, "Resource": str(statement.get("Resource")).removesuffix(":*")})
    ]
    assert broad == []


@pytest.mark.parametrize("root", ROOTS)
def test_a_service_acts_for_one_resource_of_one_account(root: str, resources: Resources) -> None:
    for address, statement in policies(resources(root)):
        if "Service" in statement.get("Principal", {}):
            condition = statement["Condition"]
            assert condition["ArnEquals"]["aws:SourceArn"].startswith("arn:aws:"), address
            by_topic = statement["Principal"]["Service"] == "sns.amazonaws.com"  # AWS names its topic alone
            assert by_topic or condition["StringEquals"]["aws:SourceAccount"].isdigit(), address


@pytest.mark.parametrize(("account", "answer"), [("333333333333", "allowed"), ("444444444444", "denied")])
@pytest.mark.parametrize(
    ("kind", "action"), [("aws_sqs_queue", "sqs:ReceiveMessage"), ("aws_sns_topic", "sns:Subscribe")]
)
def test_no_queue_or_topic_opens_to_another_account_whatever_is_added(
    resources: Resources, kind: str, action: str, account: str, answer: str
) -> None:
    everybody = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    opened = [
        json.loads(channel["policy"])["Statement"] + [everybody] for channel in of_type(resources("system"), kind)
    ]
    assert opened
    for listed in opened:
        arn = listed[0]["Resource"]
        policy = read_policy({"Version": "2012-10-17", "Statement": listed}, arn)
        request = Request(Principal(account, f"arn:aws:iam::{account}:root"), action, arn)
        assert decide(request, Governing([ADMINISTRATOR], policy)).says == answer, arn


def test_every_rule_on_the_hub_pins_the_account_of_the_producer(resources: Resources) -> None:
    rules = of_type(resources("routes"), "aws_cloudwatch_event_rule")
    pinned = [json.loads(rule["event_pattern"])["account"] for rule in rules]
    assert sorted(pinned) == [["222222222222"]] * 3 + [["333333333333"]]


def test_a_rule_on_the_hub_of_which_one_choice_pins_no_account_is_refused(
    initialised: Callable[[str], Path], terraform: Terraform
) -> None:
    routes = json.loads((SAMPLES / "routes.auto.tfvars.json").read_text())["routes"]
    route = routes["audit/trail/captured"]
    route["pattern"] = json.dumps({"$or": [json.loads(route["pattern"]), {"source": ["payments.capture"]}]})
    done = terraform(
        initialised("terraform/routes"), "plan", "-input=false", "-no-color", f"-var=routes={json.dumps(routes)}"
    )
    assert done.returncode == 1
    assert "names the producer's account" in " ".join(done.stderr.split())


def test_only_targets_in_other_accounts_have_a_delivery_role(resources: Resources) -> None:
    targets = of_type(resources("routes"), "aws_cloudwatch_event_target")
    with_role = {target["arn"].split(":")[4] for target in targets if target["role_arn"]}
    without = {target["arn"].split(":")[4] for target in targets if not target["role_arn"]}
    assert (with_role, without) == ({"333333333333"}, {"111111111111"})


def test_nothing_that_is_delivered_can_get_lost(resources: Resources) -> None:
    targets = of_type(resources("routes"), "aws_cloudwatch_event_target")
    targets += of_type(resources("system"), "aws_cloudwatch_event_target")
    kept = {queue["name"] for queue in of_type(resources("system"), "aws_sqs_queue")}
    dead_letters = {target["dead_letter_config"][0]["arn"].split(":")[-1] for target in targets}
    assert dead_letters - kept == {"shop_local_audit_trail_captured_dead"}  # the audit system's own


OF_THE_SYSTEM = [
    'aws_cloudwatch_event_archive.archive["private-events"]',
    "aws_cloudwatch_event_bus.local",
    "aws_cloudwatch_event_bus_policy.local[0]",
    "module.log_policy[0].aws_cloudwatch_log_resource_policy.events",
]


@pytest.mark.parametrize("root", ["system", "routes"])
def test_an_address_names_the_service_it_belongs_to(root: str, resources: Resources) -> None:
    nameless = [resource["address"] for resource in resources(root) if "/" not in resource["address"]]
    assert nameless == (OF_THE_SYSTEM if root == "system" else [])


@pytest.mark.parametrize("root", ROOTS)
def test_every_resource_says_whose_it_is(root: str, resources: Resources) -> None:
    stage = "organization" if root == "guardrails" else "local"
    wanted = {"mesh": "shop", "stage": stage, "cost-centre": "shop"}
    tagged = [resource["change"]["after"] for resource in resources(root) if "tags_all" in resource["change"]["after"]]
    assert tagged
    assert all(wanted.items() <= (resource["tags_all"] or {}).items() for resource in tagged)
