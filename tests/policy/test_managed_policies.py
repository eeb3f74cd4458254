"""Policies that AWS manages, attached to an identity: judged by their names, since their text is not here. Needs no checkov."""

from typing import Any

import pytest
from mesh_policy.across_accounts import function_grants
from mesh_policy.knowledge import Knowledge
from mesh_policy.statements import for_everything
from mesh_policy.values import AFTER_APPLY, NotReadable, Resource, Surroundings, Violation, mark

AWS = "arn:aws:iam::aws:policy/"


def said_of(kind: str, *, planned: bool = True, **values: Any) -> list[Violation | NotReadable]:
    resource = Resource(kind, "one", f"{kind}.one", "plan.json", values, "333333333333", planned)
    judge = function_grants if kind == "aws_lambda_function_url" else for_everything
    return [*judge(resource, Surroundings((resource,)), Knowledge())]


@pytest.mark.parametrize(
    "name",
    [
        "AmazonSQSFullAccess",
        "AmazonSNSFullAccess",
        "AmazonKinesisFullAccess",
        "AWSLambda_FullAccess",
        "AmazonEventBridgeFullAccess",
        "AmazonDynamoDBFullAccess_v2",
        "AdministratorAccess",
        "PowerUserAccess",
    ],
)
def test_full_access_allows_more_than_it_names(name: str) -> None:
    (said,) = said_of("aws_iam_role_policy_attachment", policy_arn=AWS + name)
    assert said == Violation(
        f"has {AWS + name}, which allows whole services on everything: name each action and resource"
    )


@pytest.mark.parametrize(
    "arn",
    [
        f"{AWS}service-role/AWSLambdaBasicExecutionRole",
        f"{AWS}AmazonSQSReadOnlyAccess",
        "arn:aws:iam::333333333333:policy/FullAccess",
        mark("aws_iam_policy.own.arn"),
    ],
)
def test_other_policies_are_judged_where_they_are_written(arn: str) -> None:
    assert said_of("aws_iam_role_policy_attachment", policy_arn=arn) == []


@pytest.mark.parametrize(
    ("kind", "argument"),
    [
        ("aws_iam_user_policy_attachment", "policy_arn"),
        ("aws_iam_group_policy_attachment", "policy_arn"),
        ("aws_iam_policy_attachment", "policy_arn"),
        ("aws_iam_role_policy_attachments_exclusive", "policy_arns"),
        ("aws_iam_role", "managed_policy_arns"),
    ],
)
def test_an_attachment_is_one_whatever_it_is_written_as(kind: str, argument: str) -> None:
    arn = f"{AWS}AmazonSQSFullAccess"
    values: dict[str, Any] = {argument: [arn] if argument.endswith("s") else arn}
    assert len(said_of(kind, **values)) == 1


def test_what_only_the_apply_names_is_none_of_awss() -> None:
    assert said_of("aws_iam_role_policy_attachment", policy_arn=mark(AFTER_APPLY)) == []


def test_what_hangs_on_a_variable_is_not_readable() -> None:
    (said,) = said_of("aws_iam_role_policy_attachment", planned=False, policy_arn=mark("var.policy"))
    assert isinstance(said, NotReadable)


@pytest.mark.parametrize(("kind", "opens"), [("NONE", True), ("AWS_IAM", False)])
def test_a_function_with_a_url_without_authorization_is_open_to_everybody(kind: str, opens: bool) -> None:
    assert bool(said_of("aws_lambda_function_url", function_name="book", authorization_type=kind)) == opens


def test_a_url_for_another_accounts_function_reaches_across() -> None:
    function = "arn:aws:lambda:eu-west-1:222222222222:function:book"
    (said,) = said_of("aws_lambda_function_url", function_name=function, authorization_type="AWS_IAM")
    assert isinstance(said, Violation) and said.account == "222222222222"
