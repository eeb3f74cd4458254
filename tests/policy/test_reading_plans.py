"""Plans whose resources are called alike, or are of several accounts: as Terraform 1.15 writes them. Needs no checkov."""

from typing import Any

from mesh_policy.denials import tls_only
from mesh_policy.directories import read_directory
from mesh_policy.knowledge import Knowledge
from mesh_policy.plans import read_plan
from mesh_policy.values import Resource, Surroundings, Violation

TLS = (
    '{"Statement": [{"Effect": "Deny", "Action": "sqs:*", "Resource": "*", "Principal": "*",'
    ' "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}'
)
ALLOWED = {
    key: {"expressions": {"allowed_account_ids": {"constant_value": [account]}}}
    for key, account in (("aws", "333333333333"), ("aws.orders", "444444444444"))
}


def planned(address: str, index: str | None = None, **values: str) -> dict[str, Any]:
    type_, name = address.partition("[")[0].split(".")[-2:]
    found = {"address": address, "mode": "managed", "type": type_, "name": name, "values": values}
    return found if index is None else found | {"index": index}


def written(address: str, provider: str = "aws", references: tuple[str, ...] = ()) -> dict[str, Any]:
    expressions = {"queue_url": {"references": [*references]}} if references else {}
    return {"address": address, "provider_config_key": provider, "expressions": expressions}


def plan(root: dict[str, Any], configured: dict[str, Any], *policies: str) -> tuple[Resource, ...]:
    unknown = [{"address": one, "change": {"after_unknown": {"queue_url": True}}} for one in policies]
    configuration = {"provider_config": ALLOWED, "root_module": configured}
    said = {"planned_values": {"root_module": root}, "resource_changes": unknown, "configuration": configuration}
    return read_plan(said, "plan.json")


def without_tls(resources: tuple[Resource, ...]) -> list[str]:
    queues = [one for one in resources if one.type == "aws_sqs_queue"]
    around = Surroundings(resources)
    return [
        one.address for one in queues if any(isinstance(said, Violation) for said in tls_only(one, around, Knowledge()))
    ]


def test_a_module_says_nothing_for_a_queue_of_another_that_is_called_alike() -> None:
    queue, policy = "module.{}.aws_sqs_queue.this", "module.good.aws_sqs_queue_policy.this"
    good = [planned(queue.format("good"), name="good"), planned(policy, policy=TLS)]
    modules = [
        {"address": "module.good", "resources": good},
        {"address": "module.bad", "resources": [planned(queue.format("bad"), name="bad")]},
    ]
    references = ("aws_sqs_queue.this.id", "aws_sqs_queue.this")
    inside = [written("aws_sqs_queue.this"), written("aws_sqs_queue_policy.this", references=references)]
    calls = {name: {"module": {"resources": inside}} for name in ("good", "bad")}
    assert without_tls(plan({"child_modules": modules}, {"module_calls": calls}, policy)) == [queue.format("bad")]


def test_an_instance_says_nothing_for_another_of_the_same_resource() -> None:
    queues = [planned(f'aws_sqs_queue.q["{key}"]', key, name=key) for key in ("a", "b", "c")]
    policies = [
        planned("aws_sqs_queue_policy.a", policy=TLS),
        planned('aws_sqs_queue_policy.each["b"]', "b", policy=TLS),
    ]
    configured = [
        written(
            "aws_sqs_queue_policy.a",
            references=('aws_sqs_queue.q["a"].id', 'aws_sqs_queue.q["a"]', "aws_sqs_queue.q"),
        ),
        written("aws_sqs_queue_policy.each", references=("aws_sqs_queue.q", "each.key")),
    ]
    addresses = [one["address"] for one in policies]
    found = plan({"resources": [*queues, *policies]}, {"resources": configured}, *addresses)
    assert without_tls(found) == ['aws_sqs_queue.q["c"]']


def test_a_resource_is_of_the_account_of_its_own_provider() -> None:
    resources = [planned("aws_sqs_queue.mine"), planned("aws_sqs_queue.theirs")]
    configured = [written("aws_sqs_queue.mine"), written("aws_sqs_queue.theirs", "aws.orders")]
    found = plan({"resources": resources}, {"resources": configured})
    assert [one.account for one in found] == ["333333333333", "444444444444"]


def test_in_hcl_as_well() -> None:
    providers = (
        'provider "aws" {\n  allowed_account_ids = ["333333333333"]\n}\n'
        'provider "aws" {\n  alias = "orders"\n  allowed_account_ids = ["444444444444"]\n}\n'
    )
    queues = 'resource "aws_sqs_queue" "mine" {\n}\nresource "aws_sqs_queue" "theirs" {\n  provider = aws.orders\n}\n'
    found = read_directory({"main.tf": providers + queues})
    assert [one.account for one in found] == ["333333333333", "444444444444"]
