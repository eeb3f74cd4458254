"""Only who has a key of this start comes in: a loopback address is open to every user and every page of a machine."""

import http.client
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from meshctl.adapters.local_aws import control, state

from .accounts import PATIENCE, REGION, Account
from .conftest import EmbeddedAws

pytestmark = [pytest.mark.local, pytest.mark.xdist_group("embedded_aws")]
CALLS = {
    "sts": "get_caller_identity",
    "sqs": "list_queues",
    "events": "list_event_buses",
    "lambda": "list_functions",
    "iam": "list_roles",
    "s3": "list_buckets",
    "logs": "describe_log_groups",
}


def client(aws: EmbeddedAws, service: str, key: str, *secrets: str) -> Any:
    """With a key's id, and its secret and a session's token where these matter."""
    secret, *token = secrets or ("anything",)
    session = boto3.Session(key, secret, *token, region_name=REGION)
    return session.client(service, endpoint_url=aws.endpoint, config=Config(retries={"max_attempts": 0}))


def opened(url: str, **headers: str) -> bytes:
    place = urlsplit(url)
    asking = http.client.HTTPConnection(place.netloc, timeout=PATIENCE)
    asking.request("GET", url.removeprefix(f"http://{place.netloc}"), headers=headers)
    answer = asking.getresponse()
    return answer.read() if answer.status == 200 else str(answer.status).encode()


@pytest.mark.parametrize("key", ["local", "AKIAEXAMPLE", "A" * 20, "ASIA" + "B" * 16])
@pytest.mark.parametrize("service", CALLS)
def test_without_a_key_of_this_start_aws_says_no_to_every_service(aws: EmbeddedAws, service: str, key: str) -> None:
    with pytest.raises(ClientError) as refused:
        getattr(client(aws, service, key), CALLS[service])()
    assert refused.value.response["Error"]["Code"] == "InvalidClientTokenId"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert service == "s3" or len(refused.value.response["ResponseMetadata"]["RequestId"]) == 36


@pytest.mark.parametrize("service", CALLS)
def test_with_it_every_service_answers(aws: EmbeddedAws, service: str) -> None:
    running = aws.running
    getattr(client(aws, service, running.access_key, running.secret_key), CALLS[service])()


def test_a_role_is_taken_on_only_by_who_was_let_in(aws: EmbeddedAws) -> None:
    role = {"RoleArn": "arn:aws:iam::111111111111:role/MeshDeploy", "RoleSessionName": "someone"}
    with pytest.raises(ClientError, match="InvalidClientTokenId"):
        client(aws, "sts", "local").assume_role(**role)


@pytest.mark.parametrize(
    "path",
    ["/", "/moto-api/reset", "/moto-api/data.json", "/?Action=ListRoles", "/2015-03-31/functions", "/bucket/key"],
)
def test_a_request_that_nobody_signed_is_refused(aws: EmbeddedAws, path: str) -> None:
    assert opened(aws.endpoint + path) == b"403"


def test_what_was_signed_as_a_url_is_let_in(aws: EmbeddedAws, prefix: str) -> None:
    s3 = client(aws, "s3", aws.running.access_key, aws.running.secret_key)
    s3.create_bucket(Bucket=prefix, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket=prefix, Key="a", Body=b"one")
    signed = s3.generate_presigned_url("get_object", Params={"Bucket": prefix, "Key": "a"})
    assert opened(signed) == b"one"


SCOPE = "20260101/eu-central-1/sts/aws4_request"
OTHERS = ("A" * 20, "{other}")
"""Keys that one has not: of nobody, whom moto takes for an administrator, and of somebody else."""


def key_of(account: Account) -> str:
    return str(account.session.get_credentials().get_frozen_credentials().access_key)


def who_am_i(account: Account, *headers: str, **named: str) -> bytes:
    """What an account is told that signs in the URL, with headers beside it."""
    query = urlencode({"Action": "GetCallerIdentity", "Version": "2011-06-15", **named})
    return opened(f"{account.endpoint}/?{query}", **dict(zip(["Authorization"], headers, strict=False)))


@pytest.mark.parametrize("header", [None, "", "junk", "Bearer x", "AWS4-HMAC-SHA256 Credential=local/x/y/sts/z"])
def test_who_signs_in_the_url_is_who_acts_whatever_the_header_says(orders: Account, header: str | None) -> None:
    headers = [] if header is None else [header]
    told = who_am_i(orders, *headers, **{"X-Amz-Credential": f"{key_of(orders)}/{SCOPE}"})
    assert f"<Account>{orders.number}</Account>".encode() in told


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize(
    "credential",
    [
        "{own}/" + SCOPE + "/{other}/",
        "{own}/20260101/{other}/sts/aws4_request/",
        "{own}/" + SCOPE + ", AWS {other}:",
        "{own}/" + SCOPE + " {other}/",
        "{own}//{other}/",
        "{own}/{other}",
        "{own}",
    ],
)
def test_nobody_acts_as_another_because_a_url_names_two_keys(
    orders: Account, payments: Account, credential: str, other: str
) -> None:
    keys = {"own": key_of(orders), "other": other.format(other=key_of(payments))}
    assert who_am_i(orders, **{"X-Amz-Credential": credential.format(**keys)}) == b"403"


@pytest.mark.parametrize("scope", [SCOPE, SCOPE.replace("sts", "s3")])
def test_a_region_is_no_key(orders: Account, payments: Account, scope: str) -> None:
    named = {"X-Amz-Credential": f"{key_of(orders)}/{scope.replace(REGION, key_of(payments))}"}
    assert payments.number.encode() not in who_am_i(orders, **named)


@pytest.mark.parametrize(
    "version", [{"X-Amz-Credential": "{own}/" + SCOPE.replace("sts", "s3")}, {"AWSAccessKeyId": "{own}"}]
)
def test_nobody_calls_another_service_with_a_url_for_objects(orders: Account, version: dict[str, str]) -> None:
    named = {name: value.format(own=key_of(orders)) for name, value in version.items()}
    assert b"<Account>" not in who_am_i(orders, **named)


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_objects_are_read_and_written_by_urls_of_both_versions(aws: EmbeddedAws, prefix: str, version: str) -> None:
    keys = {"aws_access_key_id": aws.running.access_key, "aws_secret_access_key": aws.running.secret_key}
    s3 = boto3.client("s3", REGION, endpoint_url=aws.endpoint, config=Config(signature_version=version), **keys)
    s3.create_bucket(Bucket=prefix, CreateBucketConfiguration={"LocationConstraint": REGION})
    url = s3.generate_presigned_url("put_object", Params={"Bucket": prefix, "Key": "a"})
    with urlopen(Request(url, b"one", {"Content-Type": ""}, method="PUT")) as answer:  # noqa: S310 - this machine's own
        assert answer.status == 200
    assert opened(s3.generate_presigned_url("get_object", Params={"Bucket": prefix, "Key": "a"})) == b"one"


def test_nobody_acts_in_an_account_because_a_header_names_it(aws: EmbeddedAws, orders: Account) -> None:
    sts = orders.client("sts")

    def name_another(request: Any, **_: Any) -> None:
        request.headers["x-moto-account-id"] = "999999999999"

    sts.meta.events.register("before-send.sts", name_another)
    assert sts.get_caller_identity()["Account"] == orders.number


@pytest.fixture
def other(tmp_path: Path) -> Iterator[EmbeddedAws]:
    yield EmbeddedAws(control.up(tmp_path / "home", 0, 60), tmp_path / "home")
    control.down(tmp_path / "home")


def test_keys_and_sessions_of_another_start_are_unknown(aws: EmbeddedAws, orders: Account, other: EmbeddedAws) -> None:
    taken = orders.session.get_credentials().get_frozen_credentials()
    for keys in ((aws.running.access_key, aws.running.secret_key), (taken.access_key, taken.secret_key, taken.token)):
        with pytest.raises(ClientError, match="InvalidClientTokenId"):
            client(other, "sts", *keys).get_caller_identity()


def test_the_keys_lie_in_one_file_for_its_user_only_and_in_no_other(aws: EmbeddedAws, orders: Account) -> None:
    orders.invoke(orders.function("def handle(event, context): raise ValueError"))
    keys = (aws.running.access_key.encode(), aws.running.secret_key.encode())
    found = [path for path in aws.home.rglob("*") if path.is_file() and any(key in path.read_bytes() for key in keys)]
    assert found == [aws.home / state.FILE]
    assert stat.S_IMODE(found[0].stat().st_mode) == 0o600
    assert not any(key.decode() in json.dumps(aws.running.told) + repr(aws.running) for key in keys)
    arguments = Path(f"/proc/{aws.running.pid}/cmdline")
    assert os.name != "posix" or not arguments.exists() or not any(key in arguments.read_bytes() for key in keys)
