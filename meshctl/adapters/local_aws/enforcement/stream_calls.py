"""Calls on streams: which action on which stream, and whether the caller may.

https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html
"""

from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.kinesis.utils import decompose_shard_iterator

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may, not_authorized
from meshctl.adapters.local_aws.event_bridge.resources import policy_of_stream
from meshctl.adapters.local_aws.identities import caller_of

NAMING = ("StreamARN", "ResourceARN", "ConsumerARN")
ON_CONSUMER = "SubscribeToShard"
"""The call whose only resource is a consumer (Service Authorization Reference, "Actions defined by Amazon Kinesis Data Streams")."""


def authorize_stream_call(response: Any) -> None:
    """Raise Kinesis' refusal unless the caller may; then have the stream's own account answer."""
    caller = caller_of(response.access_key)
    arn = _stream(response, caller.account)
    action = f"kinesis:{response._get_action()}"
    decision = identity_may(caller, action, arn.text if arn else "*", policy_of_stream(arn) if arn else None)
    if not decision.allowed:
        refusal = not_authorized(caller, action, arn.text if arn else "*", decision.reason)
        raise JsonRESTError("AccessDeniedException", refusal)
    if arn:
        response.current_account = arn.account


def _stream(response: Any, account: str) -> Arn | None:
    """The stream that a call is about, if it is about one; who reads as a consumer needs a right on that, and on no stream."""
    for name in NAMING:
        if named := response._get_param(name):
            return _parsed(
                str(named) if response._get_action() == ON_CONSUMER else str(named).partition("/consumer/")[0]
            )
    named = response._get_param("StreamName") or _in_iterator(response._get_param("ShardIterator"))
    named = named or str(response._get_param("NextToken") or "").rpartition(" ")[0]
    return Arn.parse(f"arn:aws:kinesis:{response.region}:{account}:stream/{named}") if named else None


def _parsed(arn: str) -> Arn | None:
    """An ARN, or nothing where moto refuses what is none."""
    try:
        return Arn.parse(arn)
    except ValueError:
        return None


def _in_iterator(iterator: Any) -> str | None:
    try:
        return str(decompose_shard_iterator(str(iterator))[0]) if iterator else None
    except ValueError:
        return None
