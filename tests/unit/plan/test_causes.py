"""What a stack is made of is for somebody: every module instance of every root, what comes and what goes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from meshctl.errors import MeshctlError
from meshctl.plan.causes import SERVED, Cause, cause_of
from meshctl.plan.guardrails_stack import GUARDRAILS
from meshctl.plan.stacks import Stack, stacks
from meshctl.topology.lowering.build_topology import lower
from tests.support.shop import shop_mesh

ROOTS = Path(__file__).parents[3] / "terraform"
MESH = shop_mesh()
HASHES = {f"{service.key}/{function.name}": "aGFzaA==" for service in MESH.services for function in service.functions}
STACKS = [stack for stage in MESH.stages for stack in stacks(MESH, stage, lower(MESH, stage), HASHES)]
BLOCK = re.compile(r'^(?:(module) "(\w+)"|resource "(\w+)" "(\w+)") \{\n(.*?)^\}', re.MULTILINE | re.DOTALL)
FOR_EACH = re.compile(r"for_each = (?:\{ for key, \w+ in )?var\.(\w+)(?:.* if \w+\.(\w+) != null \})?")


def blocks(root: str) -> Iterator[tuple[str, str]]:
    """The address and the body of every module and every resource of a root."""
    text = "\n".join(file.read_text("utf-8") for file in sorted((ROOTS / root).glob("*.tf")))
    for module, name, resource, own_name, body in BLOCK.findall(text):
        yield f"{module or resource}.{name or own_name}", body


def instances(stack: Stack) -> Iterator[str]:
    """The addresses of all that a stack's root makes of its inputs."""
    for address, body in blocks(stack.root):
        each = FOR_EACH.search(body)
        if each is None:
            yield address
        else:
            made = stack.inputs[each[1]].items()
            yield from (f'{address}["{key}"]' for key, one in made if not each[2] or one[each[2]])


def test_the_table_knows_every_module_and_resource_of_every_root() -> None:
    roots = {root.name for root in ROOTS.iterdir() if root.is_dir()} - {GUARDRAILS}  # which meshctl never plans
    made = {address for root in roots for address, _ in blocks(root)}
    assert {"module.route", "aws_cloudwatch_event_bus.local"} <= made
    assert made - SERVED.keys() == set()


@pytest.mark.parametrize("stack", STACKS, ids=lambda stack: f"{stack.inputs['stack']['stage']}-{stack.name}")
def test_a_stack_says_of_each_of_its_instances_what_it_is_for(stack: Stack) -> None:
    said = {address for address in stack.causes if "aws_lambda_permission" not in address}
    assert said == set(instances(stack))


def test_a_permission_to_invoke_serves_the_subscription_that_needs_it() -> None:
    (payments,) = (one for one in STACKS if (one.name, one.inputs["stack"]["stage"]) == ("system-payments", "dev"))
    permission = 'module.function["ledger/book"].aws_lambda_permission.invoker["captured"]'
    assert payments.causes[permission] == Cause("subscription", "payments/ledger/captured")
    assert cause_of(payments.causes, payments.owner, permission) == payments.causes[permission]


@pytest.mark.parametrize("stack", STACKS, ids=lambda stack: f"{stack.inputs['stack']['stage']}-{stack.name}")
def test_what_goes_was_for_the_same_as_what_is_there(stack: Stack) -> None:
    assert {address: cause_of({}, stack.owner, f"{address}.x.y[0]") for address in stack.causes} == stack.causes


def test_what_a_stack_says_goes_before_what_the_table_knows() -> None:
    said = {'module.queue["a/b"]': Cause("subscription", "orders/a/c")}
    assert cause_of(said, "orders", 'module.queue["a/b"].aws_sqs_queue.queue') == Cause("subscription", "orders/a/c")


@pytest.mark.parametrize(
    "address",
    ['module.shelf["a/b"].aws_sns_topic.topic', "module.queue.aws_sqs_queue.queue", "aws_sqs_queue.queue", "", "x"],
)
def test_of_a_module_that_is_not_known_nobody_guesses_what_it_is_for(address: str) -> None:
    with pytest.raises(MeshctlError, match="is of no module that this meshctl knows"):
        cause_of({}, "orders", address)
