"""Makes `AwsRefused` of whatever boto3 raises, so that none of its errors reaches a person. Decides nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, HTTPClientError  # noqa: A004

from meshctl.adapters.aws.helps import IS_EMBEDDED_AWS_UP, help_of_code, help_of_kind
from meshctl.errors import AwsRefused

_EMBEDDED_FAULT = "look at what it says in .meshctl/local/server.log: is the disk full?"


@contextmanager
def refusals(*, embedded: bool) -> Iterator[None]:
    """Within it, whatever boto3 raises is an `AwsRefused`, also while a session or a client is made.

    For calls of boto3 alone.
    """
    try:
        yield
    except Exception as error:
        raise AwsRefused(_sentence(error, embedded=embedded), _way_out(error, embedded=embedded)) from error


def refused_entry(code: str, reason: str) -> AwsRefused:
    """One event of a call that AWS took."""
    denied = code in ("AccessDeniedException", "ResourceNotFoundException")
    way_out = "" if denied else help_of_code(code, words=reason)
    return AwsRefused(
        f"the event was refused: {code}: {reason}", way_out or "is the stage applied? `meshctl plan` tells"
    )


def _sentence(error: Exception, *, embedded: bool) -> str:
    if isinstance(error, ClientError):
        bucket = error.response.get("Error", {}).get("BucketName")  # of which S3's words do not say it
        return f"AWS says no: {error}{f' ({bucket})' if bucket else ''}"
    if isinstance(error, BotoCoreError) and type(error) is not HTTPClientError:
        return f"AWS cannot be asked: {error}"
    if isinstance(error, OSError) and error.filename:
        return f'AWS cannot be asked: "{error.filename}": {error.strerror}'
    if embedded:
        return f"the embedded AWS gave no answer that can be understood ({type(error).__name__})"
    return f"your settings of AWS cannot be used ({type(error).__name__})"  # its words may quote a key or a password


def _way_out(error: Exception, *, embedded: bool) -> str:
    if isinstance(error, ClientError):
        return _EMBEDDED_FAULT if embedded and _status(error) == 500 else _way_out_of_refusal(error)
    if embedded:
        return IS_EMBEDDED_AWS_UP if isinstance(error, ConnectionError) else _EMBEDDED_FAULT
    return help_of_kind(type(error))


def _way_out_of_refusal(error: ClientError) -> str:
    said = error.response.get("Error", {})
    known = help_of_code(said.get("Code", ""), error.operation_name, said.get("Message", ""))
    return known or help_of_code(str(_status(error))) or "correct what AWS names, then run the command again"


def _status(error: ClientError) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
