"""A request that is no sound call of AWS is refused as AWS refuses it, whatever is wrong with it, and at once."""

import http.client
import io
import json
import socket
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from meshctl.adapters.local_aws.requests.refusals import NOT_IMPLEMENTED

from .accounts import PATIENCE, Account
from .conftest import EmbeddedAws
from .malformed_requests import Malformed, malformed_requests

pytestmark = pytest.mark.local
TARGETS = {
    "events": ("1.1", "AWSEvents"),
    "sqs": ("1.0", "AmazonSQS"),
    "logs": ("1.1", "Logs_20140328"),
    "kms": ("1.1", "TrentService"),
    "states": ("1.0", "AWSStepFunctions"),
}
ENTRY = "PutEventsRequestEntry(time=null, source=null, resources=null, detailType=null, "
LAST = "eventBusName=null, traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)"
MANY = f"{ENTRY}detail=null, {LAST}, " * 10 + f"{ENTRY}detail={{}}, {LAST}"
NAMED_BADLY = "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"


@dataclass(frozen=True)
class Answered:
    status: int
    kind: str
    error: str
    body: bytes

    @property
    def told(self) -> tuple[str, str]:
        """The code and the message of a refusal, out of the protocol's own shape."""
        if "json" in self.kind:
            said = json.loads(self.body)
            return said.get("__type", self.error).rpartition("#")[2], said.get("message", said.get("Message", ""))
        found = ElementTree.fromstring(self.body)  # noqa: S314 - of our own server
        return str(found.findtext(".//{*}Code")), str(found.findtext(".//{*}Message"))


@dataclass(frozen=True)
class Asker:
    aws: EmbeddedAws

    def ask(self, request: Malformed) -> Answered:
        asking = http.client.HTTPConnection(urlsplit(self.aws.endpoint).netloc, timeout=PATIENCE)
        scope = f"{self.aws.running.access_key}/20261126/eu-central-1/{request.service}/aws4_request"
        signed = {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"}
        asking.request(request.method, request.path, request.body, request.headers | signed)
        answer = asking.getresponse()
        kind, error = answer.getheader("Content-Type", ""), answer.getheader("x-amzn-errortype", "")
        return Answered(answer.status, kind, error, answer.read())

    def json(self, service: str, operation: str, body: bytes) -> Answered:
        version, prefix = TARGETS[service]
        headers = {"Content-Type": f"application/x-amz-json-{version}", "X-Amz-Target": f"{prefix}.{operation}"}
        return self.ask(Malformed(service, operation, "json", "POST", "/", headers, body))

    def rest(self, service: str, method: str, path: str, body: bytes) -> Answered:
        return self.ask(Malformed(service, "", "rest-json", method, path, {}, body))

    def query(self, service: str, **given: str) -> Answered:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask(Malformed(service, "", "query", "POST", "/", headers, urlencode(given).encode()))


@pytest.fixture
def asker(aws: EmbeddedAws) -> Asker:
    return Asker(aws)


def is_in_shape(answered: Answered) -> bool:
    """AWS's refusals have a code; where HEAD asks, there is no body."""
    if answered.status < 400 or not answered.body:
        return True
    try:
        return answered.told[0] not in ("", "None")
    except (ValueError, ElementTree.ParseError):
        return False


@pytest.mark.parametrize("seed", range(3))
def test_no_malformed_request_is_a_fault_of_the_server(asker: Asker, seed: int) -> None:
    answers = [(request, asker.ask(request)) for request in malformed_requests(seed, 400)]
    faults = [(request, one) for request, one in answers if one.status >= 500 and one.status != NOT_IMPLEMENTED]
    assert faults == []
    assert [(request, one) for request, one in answers if not is_in_shape(one)] == []
    assert Counter(one.status // 100 for _, one in answers)[4] > 250


@pytest.mark.parametrize(
    ("service", "operation", "body", "code", "message"),
    [
        ("events", "PutRule", b'{"Name": "r"', "SerializationException", None),
        ("events", "PutRule", b'{"Name": "\xff"}', "SerializationException", None),
        ("events", "PutRule", b'{"Name": NaN}', "SerializationException", None),
        ("events", "PutRule", b"[" * 100_000, "SerializationException", None),
        ("events", "PutRule", b"[]", "SerializationException", "Start of list found where not expected"),
        ("events", "PutRule", b'{"Name": 1}', "SerializationException", "NUMBER_VALUE can not be converted to a String"),
        ("events", "ListRules", b'{"Limit": "1"}', "SerializationException", "STRING_VALUE can not be converted to an Integer"),
        ("events", "PutTargets", b'{"Rule": "r", "Targets": "t"}', "SerializationException", "Expected list or null"),
        ("events", "PutRule", b'{"Name": {}}', "SerializationException", "Start of structure or map found where not expected."),
        ("events", "PutRule", b"{}", "ValidationException", "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"),
        ("events", "PutRule", b'{"Name": null}', "ValidationException", "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"),
        ("events", "PutRule", b'{"Name": "a b"}', "ValidationException", f"1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: {NAMED_BADLY}"),
        ("events", "PutRule", b'{"Name": "r", "State": "ON"}', "ValidationException", "1 validation error detected: Value 'ON' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]"),
        ("events", "ListRules", b'{"Limit": 101}', "ValidationException", "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100"),
        ("events", "PutTargets", b'{"Rule": "r", "Targets": [{"Id": "%s", "Arn": "a"}]}' % (b"x" * 65), "ValidationException", f"1 validation error detected: Value '{'x' * 65}' at 'targets.1.member.id' failed to satisfy constraint: Member must have length less than or equal to 64"),
        ("events", "PutTargets", b'{"Rule": "", "Targets": []}', "ValidationException", f"3 validation errors detected: Value '' at 'rule' failed to satisfy constraint: {NAMED_BADLY}; Value '' at 'rule' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '[]' at 'targets' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        ("events", "TagResource", b'{"ResourceARN": "a", "Tags": [{"Key": "", "Value": "b"}]}', "ValidationException", "1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        ("events", "UntagResource", b'{"ResourceARN": "a", "TagKeys": ["a", ""]}', "ValidationException", "1 validation error detected: Value '[a, ]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]"),
        ("events", "PutEvents", b'{"Entries": [%s{"Detail": "{}"}]}' % (b"{}, " * 10), "ValidationException", f"1 validation error detected: Value '[{MANY}]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10"),
        ("states", "ListExecutions", b'{"stateMachineArn": "a", "statusFilter": "succeeded"}', "ValidationException", "1 validation error detected: Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]"),
        ("events", "PutEvents", b'{"Entries": [{"EventBusName": "arn:aws:nonsense"}]}', "ValidationException", None),
        ("logs", "CreateLogGroup", b'{"logGroupName": "a*"}', "InvalidParameterException", "1 validation error detected: Value 'a*' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+"),
        ("sqs", "CreateQueue", b"{}", "MissingParameter", "The request must contain the parameter QueueName."),
        ("sqs", "Frobnicate", b"{}", "UnknownOperationException", None),
        ("kms", "DescribeKey", b"{}", "ValidationException", "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null"),
    ],
)  # fmt: skip
def test_json_is_refused_in_the_words_of_its_service(
    asker: Asker, service: str, operation: str, body: bytes, code: str, message: str | None
) -> None:
    answered = asker.json(service, operation, body)
    assert (answered.status, answered.kind) == (400, f"application/x-amz-json-{TARGETS[service][0]}")
    assert answered.told == (code, message or answered.told[1])


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        ({"Action": "CreateRole", "AssumeRolePolicyDocument": "{}"}, "ValidationError", "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null"),
        ({"Action": "ListRoles", "MaxItems": "many"}, "MalformedInput", "STRING_VALUE can not be converted to an Integer"),
        ({"Action": "ListRoles", "MaxItems": "0"}, "ValidationError", "1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1"),
        ({"Action": "Frobnicate"}, "InvalidAction", "Could not find operation Frobnicate for version 2010-05-08"),
        ({}, "MissingAction", "The request must contain the parameter Action."),
    ],
)  # fmt: skip
def test_a_form_is_refused_in_xml(asker: Asker, given: dict[str, str], code: str, message: str) -> None:
    answered = asker.query("iam", **given)
    assert (answered.status, answered.kind, answered.told) == (400, "text/xml", (code, message))


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "/2015-03-31/functions", b"{", 400, "InvalidRequestContentException"),
        ("POST", "/2015-03-31/functions", b"{}", 400, "ValidationException"),
        ("POST", "/2015-03-31/functions", b'{"Timeout": []}', 400, "SerializationException"),
        ("GET", "/2015-03-31/functions/a%20b", b"", 400, "ValidationException"),
        ("GET", "/2015-03-31/functions?MaxItems=x", b"", 400, "SerializationException"),
        ("GET", "/2015-03-31/nothing", b"", 404, "UnknownOperationException"),
    ],
)
def test_a_call_over_rest_is_refused_in_json(
    asker: Asker, method: str, path: str, body: bytes, status: int, code: str
) -> None:
    answered = asker.rest("lambda", method, path, body)
    assert (answered.status, answered.kind, answered.told[0]) == (status, "application/json", code)


def test_a_secret_is_not_said_again(asker: Asker) -> None:
    basic = {"BasicAuthParameters": {"Username": "u", "Password": "do-not-tell" * 50}}
    given = {"Name": "c", "AuthorizationType": "BASIC", "AuthParameters": basic}
    code, message = asker.json("events", "CreateConnection", json.dumps(given).encode()).told
    assert (code, "do-not-tell" in message) == ("ValidationException", False)
    assert "Value at 'authParameters.basicAuthParameters.password' failed to satisfy constraint" in message


def test_what_is_null_is_not_there(asker: Asker, prefix: str) -> None:
    body = json.dumps({"Name": prefix, "EventPattern": '{"source": ["a"]}', "Tags": None, "RoleArn": None}).encode()
    assert asker.json("events", "PutRule", body).status == 200
    assert b"RoleArn" not in asker.json("events", "DescribeRule", json.dumps({"Name": prefix}).encode()).body


@pytest.mark.parametrize(
    ("service", "call", "given", "told"),
    [
        ("schemas", "list_registries", {}, "schemas:ListRegistries"),
        ("kms", "describe_custom_key_stores", {}, "kms:DescribeCustomKeyStores"),
        ("cloudwatch", "describe_alarm_history", {}, "monitoring:DescribeAlarmHistory"),
        ("sts", "decode_authorization_message", {"EncodedMessage": "a"}, "sts:DecodeAuthorizationMessage"),
        ("lambda", "list_code_signing_configs", {}, "lambda:ListCodeSigningConfigs"),
        ("chime", "list_accounts", {}, "chime:GET /"),
        ("cloudsearch", "describe_domains", {}, "cloudsearch:DescribeDomains"),
        ("comprehendmedical", "list_phi_detection_jobs", {}, "comprehendmedical:ListPHIDetectionJobs"),
    ],
)
def test_a_call_that_is_not_known_here_is_named_and_never_asked_again(
    orders: Account, service: str, call: str, given: dict[str, str], told: str
) -> None:
    asked: list[Any] = []
    retrying = Config(retries={"mode": "standard", "max_attempts": 3})
    client = orders.session.client(service, endpoint_url=orders.endpoint, config=retrying)
    client.meta.events.register("before-send.*", lambda **_: asked.append(None))
    with pytest.raises(ClientError, match=f"The embedded AWS does not know {told}") as refused:
        getattr(client, call)(**given)
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == NOT_IMPLEMENTED
    assert len(asked) == 1


def test_what_moto_fails_at_is_refused_and_told_once_in_the_log(aws: EmbeddedAws, orders: Account) -> None:
    told = []
    for _ in range(2):
        with pytest.raises(ClientError, match="The embedded AWS cannot answer"):
            orders.client("kinesis").get_records(ShardIterator="no shard iterator")
        told.append((aws.home / "server.log").read_text().count("kinesis:GetRecords failed:"))
    assert told[0] == told[1] > 0


def zipped(megabytes: int) -> bytes:
    """A zip with one file of so many times 1,000,000 bytes, all of them nought."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("app.py", "w") as file:
        for _ in range(megabytes):
            file.write(bytes(1_000_000))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("package", "told"),
    [
        (lambda: b"no zip", "Could not unzip uploaded file. Please check your file, then try to upload again."),
        (lambda: zipped(1)[:-10], "Could not unzip uploaded file. Please check your file, then try to upload again."),
        (lambda: b"", "Uploaded file must be a non-empty zip"),
        (lambda: zipped(263), "Unzipped size must be smaller than 262144000 bytes"),
    ],
    ids=["no zip", "torn", "empty", "too large"],
)
def test_a_package_that_lambda_would_not_unpack_is_refused(
    orders: Account, package: Callable[[], bytes], told: str
) -> None:
    role = f"arn:aws:iam::{orders.number}:role/any"
    with pytest.raises(ClientError, match=told) as refused:
        orders.functions.create_function(
            FunctionName=f"{orders.prefix}_f",
            Runtime="python3.11",
            Handler="a.b",
            Role=role,
            Code={"ZipFile": package()},
        )
    assert refused.value.response["Error"]["Code"] == "InvalidParameterValueException"


def test_an_event_that_is_too_large_for_a_function_is_refused(orders: Account) -> None:
    arn = orders.function("def handle(event, context): return len(event)")
    most = {"RequestResponse": 6_291_456, "Event": 1_048_576}
    for kind, size in most.items():
        with pytest.raises(
            ClientError, match=f"Request must be smaller than {size} bytes for the InvokeFunction operation"
        ):
            orders.functions.invoke(FunctionName=arn, InvocationType=kind, Payload=json.dumps("x" * size))


def test_a_body_that_is_too_large_is_refused_and_kept_nowhere(asker: Asker) -> None:
    answered = asker.json("logs", "PutLogEvents", b"x" * 17_000_000)
    assert answered.status == 413
    assert answered.told == (
        "RequestEntityTooLargeException",
        "Request must be smaller than 16777216 bytes for the PutLogEvents operation",
    )
    assert asker.rest("lambda", "POST", "/2015-03-31/functions", b"x" * 70_200_000).status == 413


@pytest.mark.parametrize(
    "sent",
    [
        "POST //[ HTTP/1.1\r\nHost: localhost\r\n{signed}Content-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\n{signed}Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\n{signed}Content-Length: many\r\n\r\n",
        "POST /%ff%00 HTTP/1.1\r\nHost: localhost\r\n{signed}Content-Length: 1\r\n\r\n{{",
    ],
    ids=["path", "chunk", "length", "escapes"],
)
@pytest.mark.parametrize("service", ["events", "lambda", "s3", "iam"])
def test_what_is_hardly_http_is_no_fault_of_the_server_either(aws: EmbeddedAws, service: str, sent: str) -> None:
    signed = f"Authorization: AWS4 Credential={aws.running.access_key}/20261126/eu-central-1/{service}/aws4_request\r\n"
    place = urlsplit(aws.endpoint)
    with socket.create_connection((place.hostname, place.port), 10) as asking:
        asking.sendall(sent.format(signed=signed).encode())
        asking.shutdown(socket.SHUT_WR)
        assert asking.makefile("rb").readline()[9:10] in (b"2", b"4")
