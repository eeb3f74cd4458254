"""Which calls tell what hangs on which type of resource, made many at once. What AWS refuses is told as not looked at.

Raises nothing that boto3 raises.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from botocore.exceptions import ClientError

from meshctl.adapters.aws.existing.lookups import NOT_THERE
from meshctl.adapters.aws.hanging import channels, events, functions
from meshctl.adapters.aws.refusals import refusals
from meshctl.drift.own_resources import (
    BUS,
    FUNCTION,
    LOG_GROUP,
    OWN_RULE,
    QUEUE,
    ROLE,
    SCHEDULE_GROUP,
    STREAM,
    TOPIC,
    OwnResource,
)
from meshctl.drift.seen_resources import SeenAccount, SeenResource, UnseenResources
from meshctl.errors import AwsRefused

AT_ONCE = 8
"""boto3 keeps ten connections; a client may be asked from several threads."""
SERVICES = ("events", "iam", "kinesis", "lambda", "logs", "scheduler", "sns", "sqs")
Clients = Mapping[str, Any]
Listing = Callable[[Any, OwnResource, Collection[str]], Iterator[SeenResource]]
"""Lists what hangs on a resource; it is given a client and the ARNs of all that the mesh has in the account."""
_LISTINGS: Mapping[str, tuple[tuple[str, str, Listing], ...]] = {
    BUS: (
        ("events", "rules of buses", events.rules_of_bus),
        ("events", "policies of buses", events.statements_of_bus),
        ("events", "archives of buses", events.archives_of_bus),
    ),
    OWN_RULE: (("events", "targets of rules", events.targets_of_rule),),
    QUEUE: (("sqs", "policies of queues", channels.statements_of_queue),),
    TOPIC: (
        ("sns", "policies of topics", channels.statements_of_topic),
        ("sns", "subscriptions to topics", channels.subscriptions_of_topic),
    ),
    STREAM: (
        ("kinesis", "policies of streams", channels.statements_of_stream),
        ("kinesis", "consumers of streams", channels.consumers_of_stream),
    ),
    FUNCTION: (("lambda", "permissions of functions", functions.permissions_of_function),),
    ROLE: (
        ("iam", "policies in roles", functions.inline_policies),
        ("iam", "policies attached to roles", functions.attached_policies),
    ),
}
"""By type of resource: the service that is asked, in words what for, and the calls."""


@dataclass(frozen=True, slots=True)
class _Look:
    what: str
    call: Callable[[], Iterable[SeenResource]]


def look_at(clients: Clients, account: str, own: Collection[OwnResource], *, embedded: bool) -> SeenAccount:
    """What hangs on the resources of a mesh in an account; `clients` are those of `SERVICES` in it."""
    looks = [*_looks(clients, own)]
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        found = [*pool.map(partial(_answer, embedded=embedded), looks)]
    refused = {look.what: one for look, one in zip(looks, found, strict=True) if isinstance(one, AwsRefused)}
    seen = tuple(each for one in found if not isinstance(one, AwsRefused) for each in one)
    return SeenAccount(seen, tuple(_unseen(account, what, error) for what, error in refused.items()))


def _unseen(account: str, what: str, error: AwsRefused) -> UnseenResources:
    return UnseenResources(account, what, error.message, error.hint)


def unseen_account(account: str, error: AwsRefused) -> SeenAccount:
    """An account into which AWS does not let whoever asks."""
    return SeenAccount(unseen=(_unseen(account, "the whole account", error),))


def _looks(clients: Clients, own: Collection[OwnResource]) -> Iterator[_Look]:
    arns = frozenset(one.arn for one in own)
    for one in own:
        for service, what, listing in _LISTINGS.get(one.type, ()):
            yield _Look(what, partial(listing, clients[service], one, arns))
    yield _Look("rules of the default bus", partial(events.rules_of_default_bus, clients["events"], arns))
    yield _Look("event source mappings", partial(functions.mappings, clients["lambda"]))
    groups = {one.name: one.arn for one in own if one.type == SCHEDULE_GROUP}
    yield _Look("schedules", partial(events.schedules, clients["scheduler"], groups))
    if any(one.type == LOG_GROUP for one in own):
        yield _Look("policies of log groups", partial(channels.log_policies, clients["logs"]))


def _answer(look: _Look, *, embedded: bool) -> tuple[SeenResource, ...] | AwsRefused:
    """What is not there has nothing that hangs on it: that it is gone, Terraform tells."""
    try:
        with refusals(embedded=embedded):
            try:
                return tuple(look.call())
            except ClientError as error:
                if error.response["Error"]["Code"] in NOT_THERE:
                    return ()
                raise
    except AwsRefused as refused:
        return refused
