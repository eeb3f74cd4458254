"""What Lambda tells of a function, of its versions, and refuses of how one is named or changed."""

import json
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


@pytest.mark.parametrize("size", [100, 6_000_000, 6_291_554, 6_291_555])
def test_a_function_answers_with_what_lambda_takes_and_no_more(orders: Account, size: int) -> None:
    arn = orders.function("def handle(event, context): return 'a' * event", MemorySize=512)
    told, error = orders.invoke(arn, size)
    if size < 6_291_555:
        assert (len(told), error) == (size, None)
    else:
        assert (told["errorType"], error) == ("Function.ResponseSizeTooLarge", "Unhandled")


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        (b"n\x87r", "Invalid UTF-8 start byte 0x87"),
        ("\n{ö}".encode(), "Unexpected character ('ö' (code 246)): was expecting double-quote to start field name"),
        (b"[1", "Unexpected end-of-input: expected close marker for Array"),
    ],
)
def test_an_event_that_is_no_json_is_refused_with_where(orders: Account, event: bytes, fault: str) -> None:
    code, words = refused(orders.functions.invoke, FunctionName=orders.function(ECHO), Payload=event)
    assert code == "InvalidRequestContentException"
    begin = "Could not parse request body into json: Could not parse payload into json: "
    assert words.startswith(f"{begin}{fault}")
    assert "\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: " in words


def test_a_function_is_told_by_which_name_it_was_asked_for(orders: Account) -> None:
    arn = orders.function("def handle(event, context): return context.invoked_function_arn")
    functions = orders.functions
    functions.publish_version(FunctionName=arn)
    functions.create_alias(FunctionName=arn, Name="live", FunctionVersion="1")
    assert orders.invoke(arn)[0] == arn
    for qualifier in ("$LATEST", "1", "live"):
        assert orders.invoke(f"{arn}:{qualifier}")[0] == f"{arn}:{qualifier}"
        answer = functions.invoke(FunctionName=arn, Qualifier=qualifier)
        assert json.loads(answer["Payload"].read()) == f"{arn}:{qualifier}"


@pytest.mark.parametrize("named", ["a.b", "a_b", "a-b:7", "a.b:$LATEST"])
def test_a_function_that_is_not_there_is_told_by_every_name_that_lambda_takes(orders: Account, named: str) -> None:
    told = refused(orders.functions.get_function, FunctionName=named)
    assert told == (
        "ResourceNotFoundException",
        f"Function not found: arn:aws:lambda:{REGION}:{orders.number}:function:{named}",
    )
