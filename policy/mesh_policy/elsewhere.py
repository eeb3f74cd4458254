"""What names another account's queue, topic, stream, table or function anywhere within it: pipes, destinations, code. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from mesh_policy.knowledge import Knowledge
from mesh_policy.policies import is_foreign
from mesh_policy.values import OWN, NotReadable, Resource, Said, Surroundings, Violation, readable

CARRIERS = (
    re.compile(r"arn:aws[a-z-]*:(?:sqs|sns):[a-z0-9-]*:(\d{12}):"),
    re.compile(r"arn:aws[a-z-]*:kinesis:[a-z0-9-]*:(\d{12}):stream/"),
    re.compile(r"arn:aws[a-z-]*:lambda:[a-z0-9-]*:(\d{12}):function:"),
    re.compile(r"arn:aws[a-z-]*:dynamodb:[a-z0-9-]*:(\d{12}):table/"),
    re.compile(r"https://(?:sqs\.[a-z0-9-]+|[a-z0-9-]+\.queue)\.amazonaws\.com(?:\.cn)?/(\d{12})/"),
)
ENDS = re.compile(r"(?:source|target|enrichment|destination|endpoint|arn)$")


def names_no_other(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """Pipes, schedules, notifications, destinations and functions use what is of their own account.

    Whichever of them carries messages into another account goes around the hub: publish an event instead.
    """
    found: dict[str, str] = {}
    for place, text in _texts(resource.values, ""):
        if ENDS.search(place):
            try:
                readable(text, f"`{place}`")
            except NotReadable as error:
                yield error
        for account in (one for pattern in CARRIERS for one in pattern.findall(text)):
            if is_foreign(account, resource):
                found.setdefault(account, place)
    for account, place in found.items():
        words = f"uses what is of another account, {account}, in `{place}`"
        yield Violation(words, account, sure=resource.account != OWN)


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """All texts within a value, each with the key that it is under."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, place)
