"""What AWS cannot deny, a function granted by hand to another system, the guardrails refuse; deliveries they let through."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from meshctl.iam import ADMINISTRATOR, Governing, Policy, Principal, Request, decide, read_policy
from tests.support.guarded_shop import guarded_shop, prepared
from tests.support.terraform_runs import Terraform, planned_offline, succeeds, terraform_in

from .running_mesh import RunningMesh

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("mesh")]

CHARGE = "shop_local_payments_capture_capture"
BY_HAND = """\
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}

provider "aws" {
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  assume_role {
    role_arn = "arn:aws:iam::%(payments)s:role/an-administrator"
  }
}

resource "aws_lambda_permission" "by_hand" {
  statement_id  = "ByHand"
  action        = "lambda:InvokeFunction"
  function_name = "%(function)s"
  principal     = "arn:aws:iam::%(orders)s:root"
}
"""


@pytest.fixture(scope="session")
def terraform(tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    return terraform_in(tmp_path_factory.mktemp("config"))


@pytest.fixture(scope="session")
def guards(shop: RunningMesh, terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> tuple[Policy, Policy]:
    """The guardrails of the running shop, as if its accounts were an organisation's: those of principals and of resources."""
    mesh = guarded_shop()
    (local,) = (stage for stage in mesh.stages if stage.is_local)
    assert {one.number for one in local.accounts} == set(shop.accounts.values())
    bundle = prepared(replace(mesh, stages=(replace(local, cloud="aws"),))).bundle
    changes = planned_offline(bundle, tmp_path_factory.mktemp("guardrails"), terraform)
    made = {one["name"]: one["change"]["after"] for one in changes if one["type"] == "aws_organizations_policy"}
    principals, resources = (read_policy(made[name]["content"], name) for name in ("principals", "resources"))
    return principals, resources


@pytest.fixture
def by_hand(shop: RunningMesh, terraform: Terraform, tmp_path: Path) -> Iterator[None]:
    """Terraform that somebody has written and applied by hand: a function of payments lets the account of orders call it."""
    told = {**shop.accounts, "function": CHARGE}
    (tmp_path / "main.tf").write_text(BY_HAND % told)
    embedded = {**shop.environment, "AWS_REGION": shop.manifest["region"]}
    succeeds(terraform(tmp_path, "init", "-input=false", **embedded))
    succeeds(terraform(tmp_path, "apply", "-input=false", "-auto-approve", **embedded))
    yield
    succeeds(terraform(tmp_path, "destroy", "-input=false", "-auto-approve", **embedded))


def test_a_function_granted_by_hand_to_another_system_is_refused_by_the_guardrails_alone(
    shop: RunningMesh, by_hand: None, guards: tuple[Policy, Policy]
) -> None:
    function = shop.arn("lambda", "payments", f"function:{CHARGE}")
    granted = read_policy(
        shop.aws("lambda", "payments").get_policy(FunctionName=CHARGE)["Policy"], "the function's policy"
    )
    tried = shop.aws("lambda", "orders").invoke(FunctionName=function, InvocationType="DryRun")
    assert tried["StatusCode"] == 204  # AWS's own policies let it be
    account = shop.accounts["orders"]
    call = Request(Principal(account, f"arn:aws:iam::{account}:role/somebody"), "lambda:InvokeFunction", function)
    assert decide(call, Governing([ADMINISTRATOR], granted)).statement == "ByHand"
    held = decide(call, Governing([ADMINISTRATOR], granted, scps=[[ADMINISTRATOR, guards[0]]]))
    assert (held.says, held.statement) == ("denied", "OthersChannels")


def test_nobody_but_the_deploy_role_can_make_the_grant(shop: RunningMesh, guards: tuple[Policy, Policy]) -> None:
    function, account = shop.arn("lambda", "payments", f"function:{CHARGE}"), shop.accounts["payments"]
    governing = Governing([ADMINISTRATOR], scps=[[ADMINISTRATOR, guards[0]]])
    may = {
        name: decide(
            Request(Principal(account, f"arn:aws:iam::{account}:role/{name}"), "lambda:AddPermission", function),
            governing,
        ).allowed
        for name in ("an-administrator", "MeshDeploy")
    }
    assert may == {"an-administrator": False, "MeshDeploy": True}


def test_every_delivery_of_the_mesh_is_let_through(shop: RunningMesh, guards: tuple[Policy, Policy]) -> None:
    inputs = json.loads((shop.bundle / "stacks" / "routes" / "stack.auto.tfvars.json").read_text())
    crossing = [route for route in inputs["routes"].values() if route["delivery"]]
    assert len(crossing) > 5
    assert all(route["delivery"]["allows"] for route in crossing)
    for delivery in (route["delivery"] for route in crossing):
        role = Principal(shop.accounts["hub"], delivery["role_arn"])
        for may in delivery["allows"]:
            asked = Request(role, may["action"], may["arn"])
            governing = Governing([ADMINISTRATOR], scps=[[ADMINISTRATOR, guards[0]]], resource=_open())
            assert decide(asked, governing).allowed


def _open() -> Policy:
    everybody = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    return read_policy({"Version": "2012-10-17", "Statement": everybody}, "a policy for everybody")
