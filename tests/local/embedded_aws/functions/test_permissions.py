"""Permissions, tags, reserved runs and sizes of functions, kept and refused in Lambda's words."""

import json
from typing import Any

import pytest

from ..accounts import Account
from .test_told import ECHO, refused

pytestmark = pytest.mark.local

CALL = {"Action": "lambda:InvokeFunction", "StatementId": "of"}


@pytest.mark.parametrize(
    ("principal", "kept"),
    [
        ("*", "*"),
        ("events.amazonaws.com", {"Service": "events.amazonaws.com"}),
        ("444444444444", {"AWS": "arn:aws:iam::444444444444:root"}),
        ("arn:aws:iam::444444444444:role/a", {"AWS": "arn:aws:iam::444444444444:role/a"}),
    ],
)
def test_a_permission_is_told_as_the_statement_that_became_of_it(orders: Account, principal: str, kept: Any) -> None:
    arn, functions = orders.function(ECHO), orders.functions
    conditions = {"SourceAccount": "444444444444", "SourceArn": "arn:aws:s3:::a", "PrincipalOrgID": "o-a1b2c3d4e5"}
    added = functions.add_permission(FunctionName=arn, **CALL, Principal=principal, **conditions)
    (statement,) = json.loads(functions.get_policy(FunctionName=arn)["Policy"])["Statement"]
    assert json.loads(added["Statement"]) == statement
    assert statement == {
        "Sid": "of",
        "Effect": "Allow",
        "Principal": kept,
        "Action": "lambda:InvokeFunction",
        "Resource": arn,
        "Condition": {
            "StringEquals": {"AWS:SourceAccount": "444444444444", "aws:PrincipalOrgID": "o-a1b2c3d4e5"},
            "ArnLike": {"AWS:SourceArn": "arn:aws:s3:::a"},
        },
    }


@pytest.mark.parametrize(
    ("wanted", "code", "words"),
    [
        ({"Principal": "a.example.com"}, "InvalidParameterValueException", "The provided principal was invalid."),
        ({"Qualifier": "$LATEST"}, "InvalidParameterValueException", "We currently do not support adding policies for"),
        ({"Qualifier": "9"}, "ResourceNotFoundException", "Function not found: "),
        ({"Qualifier": "none"}, "ResourceNotFoundException", "Cannot find alias arn: "),
        ({"FunctionName": "nobody"}, "ResourceNotFoundException", "Function not found: "),
        ({"RevisionId": "other"}, "PreconditionFailedException", "The Revision Id provided does not match the latest"),
        ({"StatementId": "there"}, "ResourceConflictException", "The statement id (there) provided already exists."),
    ],
)
def test_a_permission_that_cannot_be_is_refused(orders: Account, wanted: dict[str, str], code: str, words: str) -> None:
    usual = {"FunctionName": orders.function(ECHO), "Principal": "s3.amazonaws.com", **CALL}
    orders.functions.add_permission(**usual | {"StatementId": "there"})
    told = refused(orders.functions.add_permission, **usual | wanted)
    assert (told[0], told[1].startswith(words)) == (code, True), told


def test_a_permission_is_removed_once_and_by_its_name(orders: Account) -> None:
    arn, functions = orders.function(ECHO), orders.functions
    remove, missing = functions.remove_permission, "ResourceNotFoundException"
    told = refused(remove, FunctionName=arn, StatementId="of")
    assert told == (missing, "No policy is associated with the given resource.")
    functions.add_permission(FunctionName=arn, Principal="s3.amazonaws.com", **CALL)
    told = refused(remove, FunctionName=arn, StatementId="other")
    assert told == (missing, "Statement other is not found in resource policy.")
    remove(FunctionName=arn, StatementId="of", RevisionId=functions.get_policy(FunctionName=arn)["RevisionId"])
    assert refused(functions.get_policy, FunctionName=arn)[0] == missing
    assert refused(remove, FunctionName="nobody", StatementId="of")[1].startswith("No policy found for: ")


def test_tags_change_the_revision_and_are_fifty_at_most(orders: Account) -> None:
    arn, functions = orders.function(ECHO), orders.functions
    before = functions.get_function_configuration(FunctionName=arn)["RevisionId"]
    functions.tag_resource(Resource=arn, Tags={str(number): "a" for number in range(50)})
    assert functions.get_function_configuration(FunctionName=arn)["RevisionId"] != before
    many = "Number of tags exceeds resource tag limit."
    assert refused(functions.tag_resource, Resource=arn, Tags={"more": "a"})[1] == many
    functions.untag_resource(Resource=arn, TagKeys=[str(number) for number in range(1, 60)])
    assert functions.list_tags(Resource=arn)["Tags"] == {"0": "a"}


def test_tags_of_versions_and_of_what_is_not_there_are_refused(orders: Account) -> None:
    arn, tag = orders.function(ECHO), orders.functions.tag_resource
    alone = "Tags on function aliases and versions are not supported. Please specify a function ARN."
    assert refused(tag, Resource=f"{arn}:1", Tags={"a": "b"}) == ("InvalidParameterValueException", alone)
    assert refused(tag, Resource=f"{arn}-none", Tags={"a": "b"})[1] == f"Function not found: {arn}-none"
    mapping = arn.replace(
        f"function:{orders.prefix}_function", f"event-source-mapping:{'0' * 8}-0000-0000-0000-{'0' * 12}"
    )
    assert refused(tag, Resource=mapping, Tags={"a": "b"})[1] == f"Event source mapping not found: {mapping}"
    nothing = "An error occurred and the request cannot be processed."
    assert refused(tag, Resource=arn, Tags={})[1] == nothing


def test_runs_are_kept_for_a_function_as_far_as_the_account_has_them(orders: Account) -> None:
    arn, functions = orders.function(ECHO), orders.functions
    put = functions.put_function_concurrency
    assert put(FunctionName=arn, ReservedConcurrentExecutions=7)["ReservedConcurrentExecutions"] == 7
    limits = functions.get_account_settings()["AccountLimit"]
    assert limits["ConcurrentExecutions"] - limits["UnreservedConcurrentExecutions"] >= 7
    told = refused(put, FunctionName=arn, ReservedConcurrentExecutions=limits["ConcurrentExecutions"])[1]
    assert told.endswith("below its minimum value of [100].")
    functions.delete_function_concurrency(FunctionName=arn)
    assert "ReservedConcurrentExecutions" not in functions.get_function_concurrency(FunctionName=arn)
    told = refused(put, FunctionName=f"{arn}:$LATEST", ReservedConcurrentExecutions=1)[1]
    assert told.startswith("This operation is permitted on Lambda functions only.")


@pytest.mark.parametrize("room", [0, 1])
def test_variables_have_four_kilobytes(orders: Account, room: int) -> None:
    arn, kept = orders.function(ECHO), {"Variables": {"AB": "x" * (4096 - len('{"AB":""}') + 1 - room)}}
    change = orders.functions.update_function_configuration
    if room:
        change(FunctionName=arn, Environment=kept)
    else:
        told = refused(change, FunctionName=arn, Environment=kept)[1]
        assert told.startswith("Lambda was unable to configure your environment variables")


def test_a_package_that_is_in_no_bucket_is_refused(orders: Account) -> None:
    arn, change = orders.function(ECHO), orders.functions.update_function_code
    bucket = f"{orders.prefix}-b".lower().replace("_", "-")
    told = refused(change, FunctionName=arn, S3Bucket=bucket, S3Key="a.zip")[1]
    assert told.endswith("S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist")


def test_a_function_logs_into_the_group_that_it_is_told(orders: Account) -> None:
    group, may = f"/of/{orders.prefix}", {"Effect": "Allow", "Action": "logs:*", "Resource": "*"}
    role = orders.role("function", "lambda.amazonaws.com", may)
    code = (
        "import os\ndef handle(event, context):\n    print('said')\n    return os.environ['AWS_LAMBDA_LOG_GROUP_NAME']"
    )
    arn = orders.function(code, role, LoggingConfig={"LogGroup": group})
    assert orders.invoke(arn) == (group, None)
    found = orders.client("logs").filter_log_events(logGroupName=group, filterPattern="said")["events"]
    assert [one["message"] for one in found] == ["said\n"]
