"""What the pack asks of tables, of who is let into them, and of roles that use them. Needs no checkov."""

import json
from typing import Any

import pytest
from mesh_policy.across_accounts import identity_reaches, letters_in
from mesh_policy.elsewhere import names_no_other
from mesh_policy.knowledge import Knowledge
from mesh_policy.statements import deputies, for_everybody, for_everything
from mesh_policy.tables import encrypted, put_back, stays
from mesh_policy.values import NotReadable, Resource, Said, Surroundings, Violation, mark

ACCOUNT = "333333333333"
TABLE = f"arn:aws:dynamodb:eu-west-1:{ACCOUNT}:table/handled"
OWN_ROLE = {"AWS": f"arn:aws:iam::{ACCOUNT}:role/capture"}
ON: list[dict[str, Any]] = [{"enabled": True}]
SOUND = {
    "name": "handled",
    "server_side_encryption": ON,
    "point_in_time_recovery": ON,
    "deletion_protection_enabled": True,
    "tags": {"meshctl:protected": "true"},
}


def table(**changed: object) -> Resource:
    values = {**SOUND, **changed}
    return Resource("aws_dynamodb_table", "handled", "aws_dynamodb_table.handled", "plan", values, ACCOUNT)


def policy(type_: str, **changed: object) -> Resource:
    principal = {"Principal": OWN_ROLE} if type_ == "aws_dynamodb_resource_policy" else {}
    statement = {"Effect": "Allow", "Action": ["dynamodb:PutItem"], "Resource": TABLE, **principal, **changed}
    values = {"resource_arn": TABLE, "role": "capture", "policy": json.dumps({"Statement": [statement]})}
    return Resource(type_, "it", f"{type_}.it", "plan", values, ACCOUNT)


def words(said: Said) -> list[str]:
    return [one.words for one in said if isinstance(one, Violation)]


@pytest.mark.parametrize("judge", [encrypted, put_back, stays])
def test_a_table_with_all_its_protections_passes(judge: Any) -> None:
    assert list(judge(table(), Surroundings(), Knowledge())) == []


@pytest.mark.parametrize("off", [None, [], [{"enabled": False}], [{"enabled": None}], [{}]])
@pytest.mark.parametrize(
    ("judge", "block"), [(encrypted, "server_side_encryption"), (put_back, "point_in_time_recovery")]
)
def test_a_table_without_one_of_them_fails(judge: Any, block: str, off: object) -> None:
    assert words(judge(table(**{block: off}), Surroundings(), Knowledge()))


@pytest.mark.parametrize(
    ("tags", "is_kept", "is_wrong"),
    [
        ({"meshctl:protected": "true"}, False, True),
        ({"meshctl:protected": "true"}, None, True),
        ({"meshctl:protected": "false"}, False, False),
        ({"team": "payments"}, None, False),
        (None, False, False),
    ],
)
def test_a_table_that_is_protected_is_not_deleted(tags: object, is_kept: object, is_wrong: bool) -> None:
    said = stays(table(tags=tags, deletion_protection_enabled=is_kept), Surroundings(), Knowledge())
    assert bool(words(said)) == is_wrong


def test_what_hangs_on_a_variable_is_not_guessed() -> None:
    with pytest.raises(NotReadable):
        list(encrypted(table(server_side_encryption=[{"enabled": mark("var.on")}]), Surroundings(), Knowledge()))


LETS_IN = "aws_dynamodb_resource_policy"
ROLE = "aws_iam_role_policy"


@pytest.mark.parametrize("type_", [LETS_IN, ROLE])
@pytest.mark.parametrize("judge", [letters_in, identity_reaches, for_everybody, for_everything, deputies])
def test_a_policy_that_names_its_own_account_and_table_passes(judge: Any, type_: str) -> None:
    assert list(judge(policy(type_), Surroundings(), Knowledge())) == []


@pytest.mark.parametrize(
    ("judge", "type_", "changed"),
    [
        (letters_in, LETS_IN, {"Principal": {"AWS": "arn:aws:iam::222222222222:root"}}),
        (letters_in, LETS_IN, {"Principal": "*"}),
        (for_everybody, LETS_IN, {"Principal": "*"}),
        (for_everything, LETS_IN, {"Action": "dynamodb:*"}),
        (for_everything, LETS_IN, {"Resource": "*"}),
        (deputies, LETS_IN, {"Principal": {"Service": "lambda.amazonaws.com"}}),
        (for_everything, ROLE, {"Action": "dynamodb:*"}),
        (for_everything, ROLE, {"Action": ["dynamodb:PutItem", "dynamodb:*Item"]}),
        (for_everything, ROLE, {"Resource": TABLE.replace("handled", "*")}),
        (for_everything, ROLE, {"Resource": "*"}),
        (identity_reaches, ROLE, {"Resource": TABLE.replace(ACCOUNT, "222222222222")}),
    ],
)
def test_a_policy_that_says_more_fails(judge: Any, type_: str, changed: dict[str, object]) -> None:
    assert words(judge(policy(type_, **changed), Surroundings(), Knowledge()))


@pytest.mark.parametrize(("account", "is_wrong"), [(ACCOUNT, False), ("222222222222", True)])
def test_a_function_uses_tables_of_its_own_account(account: str, is_wrong: bool) -> None:
    variables = [{"variables": {"MESH_TABLE": TABLE.replace(ACCOUNT, account)}}]
    values = {"function_name": "capture", "environment": variables}
    function = Resource("aws_lambda_function", "it", "aws_lambda_function.it", "plan", values, ACCOUNT)
    assert bool(words(names_no_other(function, Surroundings(), Knowledge()))) == is_wrong
