"""A call whose answer was lost is asked again by the SDK, and done once."""

import uuid
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from .conftest import EmbeddedAws

pytestmark = pytest.mark.local
Client = Callable[[str], Any]


@pytest.fixture
def calling(aws: EmbeddedAws) -> Client:
    """A client whose every call bears the given id, as the attempts of one call do."""

    def client(call: str) -> Any:
        iam = boto3.client(
            "iam",
            endpoint_url=aws.endpoint,
            region_name="eu-central-1",
            aws_access_key_id=aws.running.access_key,
            aws_secret_access_key=aws.running.secret_key,
        )

        def mark(request: Any, **_: Any) -> None:
            request.headers["amz-sdk-invocation-id"] = call

        iam.meta.events.register("before-send.iam", mark)
        return iam

    return client


def made(iam: Any, name: str) -> str:
    return str(iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["RoleId"])


def test_the_second_attempt_of_a_call_gets_the_answer_of_the_first(calling: Client, prefix: str) -> None:
    call = str(uuid.uuid4())
    assert made(calling(call), prefix) == made(calling(call), prefix)


def test_another_call_is_another(calling: Client, prefix: str) -> None:
    made(calling(str(uuid.uuid4())), prefix)
    with pytest.raises(ClientError, match="EntityAlreadyExists"):
        made(calling(str(uuid.uuid4())), prefix)


def test_what_was_refused_is_asked_again(calling: Client, prefix: str) -> None:
    call = str(uuid.uuid4())
    with pytest.raises(ClientError, match="NoSuchEntity"):
        calling(call).tag_role(RoleName=prefix, Tags=[{"Key": "a", "Value": "b"}])
    made(calling(str(uuid.uuid4())), prefix)
    calling(call).tag_role(RoleName=prefix, Tags=[{"Key": "a", "Value": "b"}])
