"""Which calls tell what hangs on which type of resource, made many at once. What AWS refuses is told as not looked at.

Raises nothing that boto3 raises, and `Interrupted`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Any

from botocore.exceptions import ClientError

from meshctl.adapters.aws.existing.lookups import is_not_there
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
    TABLE,
    TOPIC,
    OwnResource,
)
from meshctl.drift.seen_resources import SeenAccount, SeenResource, UnseenResources
from meshctl.errors import AwsRefused, Interrupted

AT_ONCE = 8
"""boto3 keeps ten connections; a client may be asked from several threads."""
SERVICES = ("dynamodb", "events", "iam", "kinesis", "lambda", "logs", "scheduler", "sns", "sqs")
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
    TABLE: (("dynamodb", "policies of tables", channels.statements_of_table),),
    LOG_GROUP: (("logs", "subscription filters of log groups", channels.filters_of_log_group),),
    FUNCTION: (
        ("lambda", "permissions of functions", functions.permissions_of_function),
        ("lambda", "code of functions", functions.code_of_function),
        ("lambda", "aliases of functions", functions.aliases_of_function),
        ("lambda", "URLs of functions", functions.url_of_function),
        ("lambda", "event invoke configs of functions", functions.invoke_configs_of_function),
    ),
    ROLE: (
        ("iam", "policies in roles", functions.inline_policies),
        ("iam", "policies attached to roles", functions.attached_policies),
    ),
}
"""By type of resource: the service that is asked, in words what for, and the calls."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What is asked for, in words, the calls, and whether it is for a single resource of the mesh, which may be gone."""

    what: str
    call: Callable[[], Iterable[SeenResource]]
    for_one: bool = False


def look_at(
    clients: Clients, account: str, own: Collection[OwnResource], stop: Event, *, embedded: bool
) -> SeenAccount:
    """What hangs on the resources of a mesh in one Region of an account; `clients` are those of `SERVICES` there.

    Raises `Interrupted` where somebody says stop before all is asked for.
    """
    looks = [*_looks(clients, own)]
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        found = [*pool.map(partial(_answer, stop=stop, embedded=embedded), looks)]
    refused = {look.what: one for look, one in zip(looks, found, strict=True) if isinstance(one, AwsRefused)}
    seen = tuple(each for one in found if not isinstance(one, AwsRefused) for each in one)
    return SeenAccount(seen, tuple(_unseen(account, what, error) for what, error in refused.items()))


def _unseen(account: str, what: str, error: AwsRefused) -> UnseenResources:
    return UnseenResources(account, what, error.message, error.hint)


def unseen_account(account: str, region: str, error: AwsRefused) -> SeenAccount:
    """A Region of an account into which AWS does not let whoever asks."""
    return SeenAccount(unseen=(_unseen(account, f"the whole account in {region}", error),))


def _looks(clients: Clients, own: Collection[OwnResource]) -> Iterator[_Look]:
    arns = frozenset(one.arn for one in own)
    for one in own:
        for service, what, listing in _LISTINGS.get(one.type, ()):
            yield _Look(what, partial(listing, clients[service], one, arns), for_one=True)
    yield _Look("rules of the default bus", partial(events.rules_of_default_bus, clients["events"], arns))
    yield _Look("event source mappings", partial(functions.mappings, clients["lambda"]))
    groups = {one.name: one.arn for one in own if one.type == SCHEDULE_GROUP}
    yield _Look("schedules", partial(events.schedules, clients["scheduler"], groups))
    if any(one.type == LOG_GROUP for one in own):
        yield _Look("policies of log groups", partial(channels.log_policies, clients["logs"]))


def _answer(look: _Look, *, stop: Event, embedded: bool) -> tuple[SeenResource, ...] | AwsRefused:
    """On what is gone nothing hangs, as Terraform tells it; a listing of the whole account that AWS does not know was refused."""
    if stop.is_set():
        raise Interrupted
    try:
        with refusals(embedded=embedded):
            try:
                return tuple(look.call())
            except ClientError as error:
                if look.for_one and is_not_there(error):
                    return ()
                raise
    except AwsRefused as refused:
        return refused
