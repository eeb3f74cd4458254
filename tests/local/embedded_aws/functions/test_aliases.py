"""Aliases of functions: told, changed and refused in Lambda's words, and each version and alias with a policy of its own."""

import json
from typing import Any

import pytest

from ..accounts import REGION, Account, package
from .test_told import ECHO, refused

pytestmark = pytest.mark.local

VERSION = "import os\ndef handle(event, context): return os.environ['AWS_LAMBDA_FUNCTION_VERSION']"
SELF = {"Action": "lambda:InvokeFunction", "StatementId": "of", "Principal": "s3.amazonaws.com"}


@pytest.fixture
def two_versions(orders: Account) -> str:
    """Give the ARN of a function with the versions 1 and 2."""
    arn, functions = orders.function(VERSION), orders.functions
    functions.publish_version(FunctionName=arn)
    functions.update_function_configuration(FunctionName=arn, Description="another")
    functions.publish_version(FunctionName=arn)
    return arn


def test_aliases_are_told_in_pages_and_of_one_version(orders: Account, two_versions: str) -> None:
    functions = orders.functions
    for name, version in (("live", "1"), ("next", "2"), ("now", "$LATEST")):
        functions.create_alias(FunctionName=two_versions, Name=name, FunctionVersion=version)
    told = functions.list_aliases(FunctionName=two_versions, FunctionVersion="1")["Aliases"]
    assert [one["Name"] for one in told] == ["live"]
    pages = functions.get_paginator("list_aliases").paginate(
        FunctionName=two_versions, PaginationConfig={"PageSize": 1}
    )
    assert [one["Name"] for page in pages for one in page["Aliases"]] == ["live", "next", "now"]
    seen = functions.get_function(FunctionName=two_versions, Qualifier="live")["Configuration"]
    assert (seen["FunctionArn"], seen["Version"]) == (f"{two_versions}:live", "1")


def test_an_alias_has_another_revision_with_each_change(orders: Account, two_versions: str) -> None:
    functions, live = orders.functions, {"FunctionName": two_versions, "Name": "live"}
    weights = {"RoutingConfig": {"AdditionalVersionWeights": {"2": 0.5}}}
    made = functions.create_alias(**live, FunctionVersion="1", **weights)
    assert functions.get_alias(**live)["RoutingConfig"] == weights["RoutingConfig"]
    changed = functions.update_alias(**live, RoutingConfig={"AdditionalVersionWeights": {}})
    assert "RoutingConfig" not in changed
    assert changed["RevisionId"] != made["RevisionId"]
    code, words = refused(functions.update_alias, **live, RevisionId=made["RevisionId"])
    assert (code, "GetFunction/GetAlias" in words) == ("PreconditionFailedException", True)


@pytest.mark.parametrize(
    ("version", "weights", "words"),
    [
        ("1", {"2": 0.1, "3": 0.1}, "Number of items in AdditionalVersionWeights cannot be greater than 1"),
        (
            "1",
            {"1": 0.1},
            "Invalid function version 1. Function version 1 is already included in routing configuration.",
        ),
        ("$LATEST", {"1": 0.1}, "$LATEST is not supported for an alias pointing to more than 1 version"),
        ("9", {}, "Function not found: "),
        ("1", {"9": 0.1}, "Function not found: "),
    ],
)
def test_an_alias_that_leads_nowhere_is_refused(
    orders: Account, two_versions: str, version: str, weights: dict[str, float], words: str
) -> None:
    wanted = {"FunctionVersion": version, "RoutingConfig": {"AdditionalVersionWeights": weights}}
    told = refused(orders.functions.create_alias, FunctionName=two_versions, Name="live", **wanted)[1]
    assert told.startswith(words)


def test_an_alias_that_is_not_there_is_refused_by_each_call_in_its_own_words(
    orders: Account, two_versions: str
) -> None:
    functions, none = orders.functions, {"FunctionName": two_versions, "Name": "none"}
    assert refused(functions.get_alias, **none)[1] == f"Cannot find alias arn: {two_versions}:none"
    assert refused(functions.update_alias, **none)[1] == f"Alias not found: {two_versions}:none"
    functions.delete_alias(**none)
    functions.create_alias(**none, FunctionVersion="1")
    assert refused(functions.create_alias, **none, FunctionVersion="1")[0] == "ResourceConflictException"


@pytest.mark.parametrize(("weight", "runs"), [(0.0, "1"), (1.0, "2")])
def test_an_alias_runs_the_version_that_its_weights_say(
    orders: Account, two_versions: str, weight: float, runs: str
) -> None:
    routing = {"AdditionalVersionWeights": {"2": weight}}
    orders.functions.create_alias(FunctionName=two_versions, Name="live", FunctionVersion="1", RoutingConfig=routing)
    answer = orders.functions.invoke(FunctionName=f"{two_versions}:live")
    assert (json.loads(answer["Payload"].read()), answer["ExecutedVersion"]) == (runs, runs)


@pytest.mark.parametrize("qualifier", ["1", "live"])
def test_a_version_and_an_alias_have_policies_and_settings_of_their_own(
    orders: Account, two_versions: str, qualifier: str
) -> None:
    functions, own = orders.functions, {"FunctionName": two_versions, "Qualifier": qualifier}
    functions.create_alias(FunctionName=two_versions, Name="live", FunctionVersion="1")
    functions.add_permission(FunctionName=two_versions, **SELF)
    functions.put_function_event_invoke_config(FunctionName=two_versions, MaximumRetryAttempts=0)
    assert refused(functions.get_policy, **own)[1] == "The resource you requested does not exist."
    assert refused(functions.get_function_event_invoke_config, **own)[0] == "ResourceNotFoundException"
    functions.add_permission(**own, **SELF)
    functions.put_function_event_invoke_config(**own, MaximumRetryAttempts=1)
    (statement,) = json.loads(functions.get_policy(**own)["Policy"])["Statement"]
    assert statement["Resource"] == f"{two_versions}:{qualifier}"
    listed = functions.list_function_event_invoke_configs(FunctionName=two_versions)["FunctionEventInvokeConfigs"]
    told = {one["FunctionArn"].rpartition(":")[2]: one["MaximumRetryAttempts"] for one in listed}
    assert told == {"$LATEST": 0, qualifier: 1}


def test_an_alias_that_is_made_anew_has_no_policy_of_the_old_one(orders: Account, two_versions: str) -> None:
    functions, live = orders.functions, {"FunctionName": two_versions, "Name": "live"}
    functions.create_alias(**live, FunctionVersion="1")
    functions.add_permission(FunctionName=f"{two_versions}:live", **SELF)
    functions.delete_alias(**live)
    functions.create_alias(**live, FunctionVersion="1")
    assert refused(functions.get_policy, FunctionName=f"{two_versions}:live")[0] == "ResourceNotFoundException"


def test_a_function_is_made_changed_and_deleted_by_every_form_of_its_name(orders: Account) -> None:
    functions, name, code = orders.functions, f"{orders.prefix}_function", package({"app.py": ECHO})
    whole, part = f"arn:aws:lambda:{REGION}:{orders.number}:function:{name}", f"{orders.number}:function:{name}"
    assert orders.function(ECHO) == whole
    for named in (whole, part, name, f"function:{name}"):
        functions.update_function_configuration(FunctionName=named, Timeout=7)
        functions.update_function_code(FunctionName=named, ZipFile=code)
        assert functions.publish_version(FunctionName=named)["FunctionName"] == name
    functions.delete_function(FunctionName=part)
    made: dict[str, Any] = functions.create_function(
        FunctionName=whole, Runtime="python3.11", Handler="app.handle", Role=_role(orders), Code={"ZipFile": code}
    )
    assert (made["FunctionName"], made["FunctionArn"]) == (name, whole)


def _role(orders: Account) -> str:
    return f"arn:aws:iam::{orders.number}:role/{orders.prefix}_function"


def test_functions_and_versions_are_listed_in_pages(orders: Account, two_versions: str) -> None:
    functions = orders.functions
    pages = functions.get_paginator("list_versions_by_function").paginate(
        FunctionName=two_versions, PaginationConfig={"PageSize": 2}
    )
    assert [[one["Version"] for one in page["Versions"]] for page in pages] == [["$LATEST", "1"], ["2"]]
    listed = functions.get_paginator("list_functions").paginate(PaginationConfig={"PageSize": 1})
    assert [one["FunctionArn"] for page in listed for one in page["Functions"]].count(two_versions) == 1


def test_an_alias_is_not_deleted_as_a_version(orders: Account, two_versions: str) -> None:
    told = "InvalidParameterValueException", "Deletion of aliases is not currently supported."
    for named in ({"FunctionName": two_versions, "Qualifier": "live"}, {"FunctionName": f"{two_versions}:live"}):
        assert refused(orders.functions.delete_function, **named) == told
