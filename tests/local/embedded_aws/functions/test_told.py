"""What Lambda tells of a function, of its versions, and refuses of how one is named or changed."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from ..accounts import REGION, Account

pytestmark = pytest.mark.local

ECHO = "def handle(event, context): return event"
LOG = {"LogFormat": "JSON", "ApplicationLogLevel": "DEBUG", "SystemLogLevel": "INFO"}


def refused(call: Any, **asked: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as refusal:
        call(**asked)
    error = refusal.value.response["Error"]
    return error["Code"], error["Message"]


def test_a_function_tells_where_it_logs_what_runs_it_and_which_revision_it_is(orders: Account) -> None:
    orders.function(ECHO)
    name, functions = f"{orders.prefix}_function", orders.functions
    told = functions.get_function_configuration(FunctionName=name)
    assert told["LoggingConfig"] == {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{name}"}
    assert told["RuntimeVersionConfig"]["RuntimeVersionArn"].startswith(f"arn:aws:lambda:{REGION}::runtime:")
    assert not {"Environment", "Layers"} & set(told)
    again = functions.get_function(FunctionName=f"{name}:$LATEST")["Configuration"]
    assert again["RevisionId"] == told["RevisionId"]


def test_a_function_is_told_to_be_made_and_changed_and_is_ready_at_once(orders: Account) -> None:
    arn = orders.function(ECHO, Environment={})
    functions = orders.functions
    told = functions.get_function_configuration(FunctionName=arn)
    assert (told["State"], told["LastUpdateStatus"], told["Environment"]) == ("Active", "Successful", {"Variables": {}})
    more = {"TracingConfig": {"Mode": "Active"}, "EphemeralStorage": {"Size": 1024}}
    log = {"LogFormat": "JSON", "ApplicationLogLevel": "DEBUG"}
    changed = functions.update_function_configuration(FunctionName=arn, LoggingConfig=log, **more)
    assert changed["LastUpdateStatus"] == "InProgress"
    now = functions.get_function_configuration(FunctionName=arn)
    assert now["LoggingConfig"] == {**LOG, "LogGroup": told["LoggingConfig"]["LogGroup"]}
    assert {name: now[name] for name in more} == more
    assert len({told["RevisionId"], changed["RevisionId"], now["RevisionId"]}) == 3
    text = functions.update_function_configuration(FunctionName=arn, LoggingConfig={"LogFormat": "Text"})
    assert text["LoggingConfig"] == told["LoggingConfig"]


def test_a_list_tells_no_states(orders: Account) -> None:
    arn = orders.function(ECHO)
    version = orders.functions.publish_version(FunctionName=arn)
    listed = orders.functions.list_versions_by_function(FunctionName=arn)["Versions"]
    assert [one["Version"] for one in listed] == ["$LATEST", "1"]
    assert not [one for one in listed if {"State", "LastUpdateStatus", "RuntimeVersionConfig"} & set(one)]
    assert listed[0]["RevisionId"] != listed[1]["RevisionId"] == version["RevisionId"]


def test_who_changes_another_revision_than_the_latest_is_refused(orders: Account) -> None:
    arn, functions = orders.function(ECHO), orders.functions
    old = functions.get_function_configuration(FunctionName=arn)["RevisionId"]
    functions.update_function_configuration(FunctionName=arn, Timeout=7, RevisionId=old)
    for call in (functions.update_function_configuration, functions.publish_version):
        assert refused(call, FunctionName=arn, RevisionId=old)[0] == "PreconditionFailedException"
    code, words = refused(functions.publish_version, FunctionName=arn, CodeSha256="other")
    assert (code, words.partition(" is ")[0]) == ("InvalidParameterValueException", "CodeSHA256 (other)")


@pytest.mark.parametrize("call", ["get_function", "get_function_configuration", "delete_function", "invoke"])
def test_a_function_is_named_in_its_region_and_with_one_qualifier(orders: Account, call: str) -> None:
    arn, ask = orders.function(ECHO), getattr(orders.functions, call)
    away = arn.replace(REGION, "eu-north-1")
    words = f"Functions from 'eu-north-1' are not reachable in this region ('{REGION}')"
    assert refused(ask, FunctionName=away) == ("ResourceNotFoundException", words)
    two = "The derived qualifier from the function name does not match the specified qualifier."
    assert refused(ask, FunctionName=f"{arn}:$LATEST", Qualifier="1") == ("InvalidParameterValueException", two)


def test_a_version_that_is_not_there_is_deleted_and_the_latest_is_not(orders: Account) -> None:
    arn, delete = orders.function(ECHO), orders.functions.delete_function
    assert delete(FunctionName=arn, Qualifier="7")["ResponseMetadata"]["HTTPStatusCode"] == 204
    latest = "$LATEST version cannot be deleted without deleting the function."
    for named in ({"FunctionName": arn, "Qualifier": "$LATEST"}, {"FunctionName": f"{arn}:$LATEST"}):
        assert refused(delete, **named) == ("InvalidParameterValueException", latest)
    assert refused(delete, FunctionName=f"{arn}-none", Qualifier="7")[0] == "ResourceNotFoundException"
    assert orders.functions.get_function(FunctionName=arn)["Configuration"]["FunctionArn"] == arn
