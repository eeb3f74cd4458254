"""What the guardrails of the shop let be done, by the policies as Terraform plans them and the embedded AWS's evaluator."""

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from meshctl.aws_facts.organizations import RESOURCE_CONTROL_POLICY, RESOURCE_CONTROLLED, SERVICE_CONTROL_POLICY
from meshctl.iam import ADMINISTRATOR, Decision, Governing, Policy, Request, decide, read_policy
from tests.support.guarded_shop import EXCEPTIONS, GUARDRAILS, MANAGEMENT, guarded_shop, prepared
from tests.support.terraform_runs import Terraform, planned_offline

from .conftest import TREE
from .guardrail_cases import ORDERS, READS_FOR, WHAT, WHO, Case, cases

pytestmark = [pytest.mark.terraform, pytest.mark.xdist_group("guardrails")]
Texts = Mapping[str, str]
Planned = Callable[[str], dict[str, list[dict[str, Any]]]]

OPEN = read_policy(
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}},
    "the resource's policy",
)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory, terraform: Terraform) -> Planned:
    """Gives what Terraform would make of the guardrails of a shop, by type; what it says of them itself is asserted."""

    @cache
    def plan(more: str) -> dict[str, list[dict[str, Any]]]:
        directory = tmp_path_factory.mktemp("guardrails")
        found: dict[str, list[dict[str, Any]]] = {}
        for resource in planned_offline(prepared(guarded_shop(more)).bundle, directory, terraform):
            found.setdefault(resource["type"], []).append(resource["change"]["after"])
        return found

    return plan


@pytest.fixture(scope="module")
def texts(planned: Planned) -> Texts:
    """The two policies by their type."""
    return {one["type"]: one["content"] for one in planned(GUARDRAILS + EXCEPTIONS)["aws_organizations_policy"]}


def governing(texts: Texts, who: str, what: str, resource: Policy = OPEN) -> Governing:
    """All that bears on a request: AWS attaches a policy that allows everything to whatever it is, on every level."""
    scps = [ADMINISTRATOR, read_policy(texts["SERVICE_CONTROL_POLICY"], "the service control policy")]
    rcps = [OPEN, read_policy(texts["RESOURCE_CONTROL_POLICY"], "the resource control policy")]
    return Governing(
        identity=[ADMINISTRATOR],
        resource=resource,
        scps=[[ADMINISTRATOR], scps] if WHO[who].bound else (),
        rcps=[[OPEN], rcps] if f":{MANAGEMENT}:" not in WHAT[what] else (),
    )


def asked(case: Case) -> Request:
    who = WHO[case.who]
    mapped = {"lambda:FunctionArn": [READS_FOR[case.what]]} if case.what in READS_FOR else {}
    return Request(who.principal, case.does, WHAT[case.what], {**who.context, **mapped})


def answer(decision: Decision) -> str:
    return "yes" if decision.allowed else f"no: {decision.statement}"


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: f"{case.who}, {case.does}, {case.what}")
def test_the_page_says_who_may_do_what(case: Case, texts: Texts) -> None:
    assert answer(decide(asked(case), governing(texts, case.who, case.what))) == case.may


def test_the_page_tells_of_everybody_and_everything_that_is_told_apart() -> None:
    assert {case.who for case in cases()} == set(WHO)
    assert {case.what for case in cases()} == set(WHAT)


def test_every_statement_denies_something_on_the_page(texts: Texts) -> None:
    statements = {one["Sid"] for text in texts.values() for one in json.loads(text)["Statement"]}
    assert {case.may.removeprefix("no: ") for case in cases()} == {"yes", *statements}


def test_nothing_would_be_refused_without_guardrails() -> None:
    for case in cases():
        assert decide(asked(case), Governing([ADMINISTRATOR], OPEN)).allowed, case


def test_a_grant_of_a_function_by_hand_lets_nobody_in(texts: Texts) -> None:
    """What AddPermission leaves behind when somebody forces it: AWS has no denial for functions."""
    function = WHAT["a function of payments"]
    grant = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ORDERS}:root"}, "Resource": function}
    document = {"Version": "2012-10-17", "Statement": [{**grant, "Sid": "byhand", "Action": "lambda:InvokeFunction"}]}
    by_hand = read_policy(document, f"the policy of {function}")
    call = asked(Case("a role of orders", "lambda:InvokeFunction", "a function of payments", ""))
    assert decide(call, Governing([ADMINISTRATOR], by_hand)).allowed
    held = decide(call, governing(texts, "a role of orders", "a function of payments", by_hand))
    assert (held.says, held.statement) == ("denied", "OthersChannels")


@pytest.mark.parametrize("exceptions", ["", EXCEPTIONS], ids=["nobody", "somebody"])
def test_the_command_knows_how_long_the_policies_will_be(exceptions: str, planned: Planned) -> None:
    policies = prepared(guarded_shop(GUARDRAILS + exceptions)).outlook.policies
    made = planned(GUARDRAILS + exceptions)["aws_organizations_policy"]
    assert {one.name: one.characters for one in policies} == {one["name"]: len(one["content"]) for one in made}


def test_the_limits_stand_in_the_root_as_aws_has_them() -> None:
    main = (TREE / "terraform" / "guardrails" / "main.tf").read_text("utf-8")
    assert f"length(local.principals) <= {SERVICE_CONTROL_POLICY}\n" in main
    assert f"length(local.resources) <= {RESOURCE_CONTROL_POLICY}\n" in main


def test_they_bind_whom_the_catalogue_names(planned: Planned) -> None:
    attached = planned(GUARDRAILS + EXCEPTIONS)["aws_organizations_policy_attachment"]
    assert sorted(one["target_id"] for one in attached) == [ORDERS] * 2 + ["ou-ab12-c3d4e5f6"] * 2


def test_they_bind_nobody_unless_somebody_is_named(planned: Planned) -> None:
    assert "aws_organizations_policy_attachment" not in planned(GUARDRAILS)


def test_the_resource_control_policy_speaks_of_services_that_have_one(texts: Texts) -> None:
    statements = json.loads(texts["RESOURCE_CONTROL_POLICY"])["Statement"]
    actions = {action for one in statements for action in one["Action"]}
    assert {action.split(":")[0] for action in actions} <= RESOURCE_CONTROLLED
    assert all(one["Effect"] == "Deny" and one["Principal"] == "*" for one in statements)


def weakened(policy: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The policy without each of its statements, conditions and resources in turn, and what was taken away."""
    for number, statement in enumerate(policy["Statement"]):
        yield statement["Sid"], without(policy, "Statement", number)
        for operator in statement["Condition"]:
            yield f"{statement['Sid']} {operator}", without(policy, "Statement", number, "Condition", operator)
        for place in range(len(statement["Resource"])) if isinstance(statement["Resource"], list) else ():
            yield (
                f"{statement['Sid']} {statement['Resource'][place]}",
                without(policy, "Statement", number, "Resource", place),
            )


def without(document: Any, *path: Any) -> Any:
    changed = copy.deepcopy(document)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return changed


def test_the_page_tells_of_every_statement_condition_and_resource(texts: Texts) -> None:
    """Whatever is taken out of a policy, a row of the page has another answer."""
    unseen = []
    for kind, text in texts.items():
        for taken, policy in weakened(json.loads(text)):
            weaker = {**texts, kind: json.dumps(policy)}
            told = [answer(decide(asked(one), governing(weaker, one.who, one.what))) for one in cases()]
            if told == [case.may for case in cases()]:
                unseen.append(taken)
    assert unseen == ["ServicesForOwnOrganization Bool"]  # said twice, as AWS does: services alone have a SourceAccount


def test_the_root_passes_its_tests(initialised: Callable[[str], Path], unconfigured: Terraform) -> None:
    done = unconfigured(initialised("terraform/guardrails"), "test", "-no-color")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Success! 0 passed" not in done.stdout
