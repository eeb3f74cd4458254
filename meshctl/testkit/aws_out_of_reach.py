"""Keeps a function under test from AWS: it has no keys of whoever runs the test, and what it asks AWS is refused and told.

Changes the environment and botocore for as long as that code runs.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

_KEYS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_BEARER_TOKEN_BEDROCK",
)
"""Where AWS's clients look for somebody's keys."""
_NOBODYS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
}
_NO_FILE = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
_AWS = (
    "amazonaws.com",
    "amazonaws.com.cn",
    "amazonaws.eu",
    "api.aws",
    "on.aws",
    "aws.scloud",
    "ic.gov",
    "sgov.gov",
    "adc-e.uk",
    "api.amazonwebservices.com.cn",
    "api.amazonwebservices.eu",
)
"""How the names of AWS's hosts end, partition by partition. Source: botocore's partitions.json, `dnsSuffix` and `dualStackDnsSuffix`."""
_METADATA = ("169.254.169.254", "169.254.170.2", "169.254.170.23", "fd00:ec2::254", "fd00:ec2::23")
"""Where a machine or a container on AWS is asked for its keys."""
_HELP = (
    "a function under test reaches no AWS and has no keys of yours. Answer in its place, with moto or botocore's Stubber, "
    "or have pytest's settings say `mesh_reaches_aws = true`"
)


class AwsNotReached(AssertionError):
    """The function under test has asked AWS for something."""


class AwsOutOfReach:
    """`own` are the variables of whoever runs the tests: what a test has set since is its own, and counts."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self._own = {name: own[name] for name in _KEYS if name in own}
        self._asked: list[str] = []

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Within the block AWS is out of reach. Whoever runs it puts the environment back."""
        for name, value in self._own.items():
            if os.environ.get(name) == value:
                del os.environ[name]
        nobodys = {} if "AWS_ACCESS_KEY_ID" in os.environ else _NOBODYS
        for name, value in {**nobodys, **_NO_FILE, "AWS_EC2_METADATA_DISABLED": "true"}.items():
            os.environ.setdefault(name, value)
        with _without_default_session(), _sending_through(self._send):
            yield

    def refuse_asked(self) -> None:
        """Raises `AwsNotReached` where AWS was asked since, also where the function has let that pass."""
        asked, self._asked = self._asked, []
        if asked:
            raise AwsNotReached(asked[0])

    def _send(self, send: Any, session: Any, request: Any) -> Any:
        where = urlsplit(request.url)
        host = (where.hostname or "").rstrip(".")
        if not _is_of_aws(host):
            return send(session, request)
        self._asked.append(f"it asked AWS: {request.method} {where.scheme}://{host}; {_HELP}")
        raise AwsNotReached(self._asked[-1])


def _is_of_aws(host: str) -> bool:
    return host in _METADATA or any(f".{host}".endswith(f".{one}") for one in _AWS)


@contextmanager
def _without_default_session() -> Iterator[None]:
    """boto3 keeps a session with the keys that it found first: neither is whose test runs seen within, nor the other way round."""
    before = _put_default_session(None)
    try:
        yield
    finally:
        _put_default_session(before)


def _put_default_session(session: Any) -> Any:
    boto3: Any = sys.modules.get("boto3")
    before = getattr(boto3, "DEFAULT_SESSION", None)
    if boto3:
        boto3.DEFAULT_SESSION = session
    return before


@contextmanager
def _sending_through(send: Any) -> Iterator[None]:
    """Whatever a client of boto3 sends goes through `send`; what moto and Stubber answer is not sent."""
    from botocore.httpsession import URLLib3Session  # noqa: PLC0415  half of what importing boto3 takes

    before = URLLib3Session.send
    with patch.object(URLLib3Session, "send", lambda session, request: send(before, session, request)):
        yield
