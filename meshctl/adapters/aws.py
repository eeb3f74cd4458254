"""AWS as a stage sees it: the only door to boto3. Knows accounts and roles; decides nothing about events."""

from collections.abc import Callable, Mapping
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from meshctl.errors import AwsRefused

_TIMEOUTS = Config(connect_timeout=10, read_timeout=60, retries={"max_attempts": 3, "mode": "standard"})
_LOCAL_KEYS = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}


class StageAws:
    """The accounts of one stage, reached through its deploy role; `endpoint` is that of an embedded AWS, or None."""

    def __init__(self, region: str, deploy_role: str, endpoint: str | None) -> None:
        self._region = region
        self._deploy_role = deploy_role
        self._endpoint = endpoint
        self._session = boto3.Session(region_name=region, **(_LOCAL_KEYS if endpoint else {}))

    def put_event(self, account: str, entry: Mapping[str, Any]) -> str:
        """Publishes one event from `account`; gives EventBridge's id of it. Raises `AwsRefused`."""
        events = self._in_account(account).client("events", endpoint_url=self._endpoint, config=_TIMEOUTS)
        result = _called(lambda: events.put_events(Entries=[dict(entry)]))["Entries"][0]
        if "EventId" not in result:
            message = f"the event was refused: {result['ErrorCode']}: {result.get('ErrorMessage', '')}"
            raise AwsRefused(message, "is the stage applied? `meshctl plan` tells")
        return str(result["EventId"])

    def ensure_bucket(self, name: str) -> None:
        """Makes the state bucket of an embedded AWS; one that is there already is left alone."""
        s3 = self._session.client("s3", endpoint_url=self._endpoint, config=_TIMEOUTS)
        where = (
            {} if self._region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": self._region}}
        )
        try:
            s3.create_bucket(Bucket=name, **where)
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
                raise _refused(error) from error
        except BotoCoreError as error:
            raise _refused(error) from error

    def _in_account(self, account: str) -> boto3.Session:
        sts = self._session.client("sts", endpoint_url=self._endpoint, config=_TIMEOUTS)
        role = f"arn:aws:iam::{account}:role/{self._deploy_role}"
        keys = _called(lambda: sts.assume_role(RoleArn=role, RoleSessionName="meshctl"))["Credentials"]
        return boto3.Session(
            region_name=self._region,
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys["SessionToken"],
        )


def _called(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except (ClientError, BotoCoreError) as error:
        raise _refused(error) from error


def _refused(error: Exception) -> AwsRefused:
    return AwsRefused(f"AWS says no: {error}", "log in to AWS, or look at `meshctl local status` for a local stage")
