"""`meshctl guardrails` writes a root, and says what it holds, whom it binds and who is excepted until when."""

import json
import shutil
from pathlib import Path

import pytest

from tests.support.guarded_shop import EXCEPTIONS, GUARDRAILS
from tests.support.running import meshctl
from tests.support.shop import SHOP


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A copy of the shop's catalogue; its guardrails bind nobody."""
    copy = tmp_path / "shop"
    shutil.copytree(SHOP, copy, ignore=shutil.ignore_patterns(".meshctl"))
    (copy / "mesh.yaml").write_text((copy / "mesh.yaml").read_text() + GUARDRAILS)
    return copy


def say(shop: Path, more: str) -> None:
    (shop / "mesh.yaml").write_text((shop / "mesh.yaml").read_text() + more)


def test_it_says_what_the_policies_hold_and_that_they_bind_nobody_yet(shop: Path) -> None:
    done = meshctl(shop, "guardrails")
    assert done.code == 0
    assert (
        done.out
        == """\
Rendered the guardrails of shop over the organisation o-a1b2c3d4e5 to .meshctl/guardrails

shop_guardrails_principals: a service control policy of 2,906 characters; AWS takes 10,240
  Nobody but arn:aws:iam::111111111111:role/shop_dev_* uses queues, topics, streams and functions of
  other accounts.
  Nobody but arn:aws:iam::*:role/MeshDeploy changes who may use queues, functions, buses, rules and
  roles of the mesh, where they lead, and whether they are there.

shop_guardrails_resources: a resource control policy of 536 characters; AWS takes 5,120
  Queues and keys accept principals of o-a1b2c3d4e5 alone, and AWS services that act for its
  accounts.

Attached to nothing: guardrails.attach_to in mesh.yaml names nobody yet.
They never bind the management account 888888888888, nor service-linked roles.
"""
    )


def test_it_says_whom_they_bind_and_who_is_excepted_until_when(shop: Path) -> None:
    say(shop, EXCEPTIONS.replace("2027-", "2099-"))
    assert (
        meshctl(shop, "guardrails").out.partition("Attached to: ")[2]
        == """\
222222222222, ou-ab12-c3d4e5f6
They never bind the management account 888888888888, nor service-linked roles.

Excepted:
  arn:aws:iam::222222222222:role/Migration
    from other-accounts until 2099-03-01: Moves the old queues until the spring.
  arn:aws:iam::777777777777:*
    from organization until 2099-06-30: The carrier's account sends into our queue.
"""
    )


def test_an_exception_whose_day_has_passed_is_left_out_and_told(shop: Path) -> None:
    say(shop, EXCEPTIONS.replace("2027-03", "2020-03").replace("2027-06", "2099-06"))
    done = meshctl(shop, "guardrails")
    assert (
        done.out.partition("\nNo longer excepted")[2]
        == """\
, since their day has passed:
  arn:aws:iam::222222222222:role/Migration
    from other-accounts until 2020-03-01: Moves the old queues until the spring.
"""
    )
    assert "Migration" not in (shop / ".meshctl" / "guardrails" / "stack.auto.tfvars.json").read_text()
    assert meshctl(shop, "check", "--format", "json").shown == ["expired-guardrail-exception mesh.yaml:30:18"]


def test_programs_read_the_same(shop: Path) -> None:
    say(shop, EXCEPTIONS.replace("2027-", "2099-"))
    told = json.loads(meshctl(shop, "guardrails", "--format", "json").out)
    assert (told["organization"], told["account"]) == ("o-a1b2c3d4e5", "888888888888")
    assert told["attach_to"] == ["222222222222", "ou-ab12-c3d4e5f6"]
    assert [(one["kind"], one["most"]) for one in told["policies"]] == [
        ("service control policy", 10_240),
        ("resource control policy", 5_120),
    ]
    assert [(one["guardrail"], one["until"]) for one in told["excepted"]] == [
        ("other-accounts", "2099-03-01"),
        ("organization", "2099-06-30"),
    ]
    assert told["expired"] == []


def test_what_is_written_is_a_root_that_runs_by_itself(shop: Path) -> None:
    meshctl(shop, "guardrails")
    names = {path.name for path in (shop / ".meshctl" / "guardrails").iterdir()}
    assert names >= {"main.tf", "principals.tf", "resources.tf", "stack.auto.tfvars.json", "backend.tf.json"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("organization: o-a1b2c3d4e5\n", "", "error: mesh.yaml names no organization"),
        ('account: "888888888888"', 'account: "8888"', '"8888" does not fit here'),
        ("guardrails:\n", "guardrail:\n", 'there is no key "guardrail" here'),
    ],
)
def test_what_is_wrong_is_a_sentence(shop: Path, old: str, new: str, told: str) -> None:
    text = (shop / "mesh.yaml").read_text()
    assert old in text
    (shop / "mesh.yaml").write_text(text.replace(old, new))
    done = meshctl(shop, "guardrails")
    assert (done.code, done.out) == (1, "")
    assert told in done.err


@pytest.mark.parametrize(
    "principal", ["*", "arn:aws:iam::*:role/Migration", "arn:aws:iam::222222222222:role/${aws:x}", "Migration"]
)
def test_who_is_excepted_is_of_one_account(shop: Path, principal: str) -> None:
    say(shop, EXCEPTIONS.replace("arn:aws:iam::222222222222:role/Migration", f'"{principal}"'))
    assert "wrong-value mesh.yaml:30:18" in meshctl(shop, "check", "--format", "json").shown


def test_a_day_that_no_calendar_has_is_found(shop: Path) -> None:
    say(shop, EXCEPTIONS.replace("2027-03-01", "2027-02-30"))
    assert "wrong-value mesh.yaml:32:14" in meshctl(shop, "check", "--format", "json").shown
