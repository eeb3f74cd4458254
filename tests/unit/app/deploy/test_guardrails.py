"""What guardrails hold of a mesh, and which meshes have none: a sentence each."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from meshctl.app.deploy.guardrails import PreparedGuardrails
from meshctl.errors import MeshctlError
from tests.support.guarded_shop import GUARDRAILS, guarded_shop, prepared

PROD = """
  prod:
    accounts: {hub: "555555555555", orders: "666666666666", payments: "777777777777", fulfilment: "999999999999"}
    deploy_role: MeshDeployProd
    state: {bucket: shop-mesh-prod}
"""
MODULES = Path(__file__).parents[4] / "modules"
SAMPLES = Path(__file__).parents[3] / "terraform" / "samples"
LAST_DAY = date(2027, 3, 1)


def inputs(one: PreparedGuardrails) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(one.bundle.files["stack.auto.tfvars.json"])
    return told


def refused(more: str = GUARDRAILS, old: str = "", new: str = "") -> MeshctlError:
    with pytest.raises(MeshctlError) as error:
        prepared(guarded_shop(more, old, new))
    return error.value


def many(guardrail: str, number: int) -> str:
    """So many exceptions from a guardrail."""
    names = (f"arn:aws:iam::222222222222:role/migration-of-the-old-queues-{one}" for one in range(number))
    return "  exceptions:\n" + "".join(
        f'    - {{guardrail: {guardrail}, principal: "{arn}", reason: It ends., until: 2027-03-01}}\n' for arn in names
    )


def test_the_stages_on_aws_have_delivery_and_deploy_roles_and_the_embedded_aws_has_none() -> None:
    told = inputs(prepared(guarded_shop(old="\ndefaults:", new=f"{PROD}\ndefaults:")))
    assert told["delivery_roles"] == [
        "arn:aws:iam::111111111111:role/shop_dev_*",
        "arn:aws:iam::555555555555:role/shop_prod_*",
    ]
    assert told["deploy_roles"] == ["arn:aws:iam::*:role/MeshDeploy", "arn:aws:iam::*:role/MeshDeployProd"]


def test_the_log_groups_of_all_modules_are_guarded() -> None:
    guarded = inputs(prepared(guarded_shop()))["guarded"]
    code = "".join(one.read_text("utf-8") for one in MODULES.glob("*/*.tf"))
    beginnings = set(re.findall(r'"\^?(/aws/[a-z/]+/)', code))
    assert {f"arn:aws:logs:*:*:log-group:{one}shop_*" for one in beginnings} == {
        one for one in guarded if ":logs:" in one
    }


def test_every_rule_of_a_hub_is_guarded_and_elsewhere_those_of_the_mesh() -> None:
    guarded = inputs(prepared(guarded_shop()))["guarded"]
    assert isinstance(guarded, list)
    assert [one for one in guarded if ":rule/" in one] == [
        "arn:aws:events:*:*:rule/shop_*/shop_*",
        "arn:aws:events:*:111111111111:rule/shop_dev_hub/*",
    ]


def test_an_exception_holds_on_its_last_day_and_not_on_the_next() -> None:
    mesh = guarded_shop()
    before, after = (prepared(mesh, day) for day in (LAST_DAY, LAST_DAY + timedelta(days=1)))
    assert inputs(before)["excepted"] == {
        "other_accounts": ["arn:aws:iam::222222222222:role/Migration"],
        "control_plane": [],
        "organization": ["arn:aws:iam::777777777777:*"],
        "services_of": ["777777777777"],
    }
    assert [one.until for one in after.outlook.expired] == [LAST_DAY]
    assert inputs(after)["excepted"] == {**inputs(before)["excepted"], "other_accounts": []}


def test_an_exception_for_one_role_is_none_for_services_of_its_account() -> None:
    told = inputs(prepared(guarded_shop(old="777777777777:*", new="777777777777:role/Sender")))
    assert told["excepted"]["services_of"] == []


def test_they_are_applied_in_the_management_account_with_the_credentials_at_hand_or_a_role() -> None:
    with_role = guarded_shop(GUARDRAILS + "  deploy_role: Guard\n")
    assert [inputs(prepared(mesh)).get("role") for mesh in (guarded_shop(), with_role)] == [None, "Guard"]


def test_their_state_lies_in_a_bucket_of_their_own() -> None:
    backend = json.loads(prepared(guarded_shop()).bundle.files["backend.tf.json"])["terraform"]["backend"]["s3"]
    assert (backend["bucket"], backend["key"]) == ("shop-mesh-guardrails", "shop/guardrails.tfstate")


def keys_within(told: dict[str, Any]) -> list[set[str]]:
    return [set(told[name]) for name in ("stack", "excepted")]


def test_what_is_rendered_has_the_form_of_the_sample_that_terraform_reads_back() -> None:
    sample = json.loads((SAMPLES / "guardrails.auto.tfvars.json").read_text("utf-8"))
    told = inputs(prepared(guarded_shop()))
    assert (told.keys(), *keys_within(told)) == (sample.keys(), *keys_within(sample))


def test_the_same_catalogue_gives_the_same_files() -> None:
    assert prepared(guarded_shop()).bundle.digest == prepared(guarded_shop()).bundle.digest


def test_without_guardrails_in_mesh_yaml_there_are_none() -> None:
    error = refused("")
    assert error.message == "mesh.yaml says nothing of guardrails, so there are none"
    assert "guardrails: {account:" in error.hint


def test_without_an_organisation_nobody_could_be_told_from_strangers() -> None:
    assert refused(old="organization: o-a1b2c3d4e5\n").message.startswith("mesh.yaml names no organization")


def test_a_mesh_on_the_embedded_aws_alone_has_nobody_to_bind() -> None:
    mesh = guarded_shop()
    with pytest.raises(MeshctlError, match="no stage of shop is on AWS"):
        prepared(replace(mesh, stages=mesh.stages[:1]))


def test_the_management_account_can_not_be_bound() -> None:
    error = refused(GUARDRAILS + '  attach_to: ["888888888888"]\n')
    assert error.message == "attach_to names the management account 888888888888, in which AWS binds nobody"


def test_a_system_in_the_account_of_the_hub_would_pass_for_its_delivery_roles() -> None:
    error = refused(old='orders: "222222222222"', new='orders: "111111111111"')
    assert error.message.startswith('"orders" in dev and the hub of dev share the account 111111111111')


@pytest.mark.parametrize(
    ("guardrail", "number", "told"),
    [
        ("other-accounts", 200, "the service control policy would have 15,796 characters, and AWS takes 10,240"),
        ("organization", 100, "the resource control policy would have 6,970 characters, and AWS takes 5,120"),
    ],
)
def test_more_exceptions_than_a_policy_can_hold_are_refused(guardrail: str, number: int, told: str) -> None:
    error = refused(GUARDRAILS + many(guardrail, number))
    grows = f"it grows with exceptions, of which mesh.yaml makes {number}, and with stages on AWS, which are 1"
    assert error.message == f"{told}: {grows}"
    assert "by one pattern" in error.hint


def test_policies_do_not_grow_with_the_mesh() -> None:
    mesh = guarded_shop()
    empty = replace(mesh, systems=())
    assert prepared(empty).outlook.policies == prepared(mesh).outlook.policies
