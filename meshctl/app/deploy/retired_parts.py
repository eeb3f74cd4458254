"""Use case: look at what retired parts of a stage hold, and wait until it is taken out. Removes nothing."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from itertools import groupby
from threading import Event

from meshctl.errors import AwsRefused, Interrupted
from meshctl.passes.generations import Generation, Retired, StandingStacks
from meshctl.ports import MessageCounter, Tell
from meshctl.retirement.given_up import messages_in_words
from meshctl.retirement.outlook import RetiredOutlook, outlooks
from meshctl.retirement.queues import MessageCount, QueueAddress, queues_of

SECONDS_BETWEEN_LOOKS = 5
LOOKS_WITHOUT_A_MESSAGE = 13
"""Over a minute, within which SQS's counts are right again after the last message has come."""
MOST_LOOKS = 180
"""A quarter of an hour: what nobody reads by then will not be read by waiting."""

Wait = Callable[[int, Event], None]
Look = Callable[[Iterable[Retired], Generation], tuple[RetiredOutlook, ...]]
"""What is known of retired parts of these stacks at the time of the call."""


def look_at_retired(
    parts: Iterable[Retired],
    standing: Generation,
    counter: MessageCounter,
    now: datetime,
    given_up: Collection[str],
    tell: Tell,
) -> tuple[RetiredOutlook, ...]:
    """What is known of each of `parts` now; of an account that refuses to be asked, nobody knows what its queues hold."""
    parts = tuple(parts)
    counts: dict[QueueAddress, MessageCount | None] = {}
    queues = sorted(_queues(parts, standing))
    for account, its in groupby(queues, lambda queue: queue.account):
        try:
            counts |= counter.count_messages([*its])
        except AwsRefused as error:
            tell("meshctl", f"what is retired in the account {account} cannot be counted: {error.message}")
    return outlooks(parts, standing, counts, now, given_up)


def queues_due(standing: StandingStacks, now: datetime) -> tuple[QueueAddress, ...]:
    """The queues of all retired parts whose day has come: what only messages keep."""
    stacks = {**standing.done, **standing.begun}
    return _queues((one for one in standing.retired if one.until <= now), stacks)


def drain(queues: Collection[QueueAddress], counter: MessageCounter, wait: Wait, tell: Tell, stop: Event) -> None:
    """Waits until the queues are empty on every look for a minute.

    Stops waiting after a quarter of an hour; what holds messages then stays. Raises `Interrupted` or `AwsRefused`.
    """
    empty, looks, told = 0, 0, -1
    while queues and empty < LOOKS_WITHOUT_A_MESSAGE and looks < MOST_LOOKS:
        held = sum(one.all for one in counter.count_messages(queues).values() if one)
        empty, looks = (0 if held else empty + 1), looks + 1
        if held != told:
            tell(
                "meshctl",
                f"draining: {messages_in_words(held)} in {len(queues)} queue{'s' if len(queues) != 1 else ''}",
            )
            told = held
        wait(SECONDS_BETWEEN_LOOKS, stop)
        if stop.is_set():
            raise Interrupted


def _queues(parts: Iterable[Retired], stacks: Generation) -> tuple[QueueAddress, ...]:
    found = (queue for part in parts if part.stack in stacks for queue in queues_of(part, stacks[part.stack]))
    return tuple(dict.fromkeys(found))
