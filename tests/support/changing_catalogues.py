"""Small catalogues that change: drawn at random, then one thing or several of them drawn anew. Sound at each step."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from meshctl.passes.generations import Generation
from tests.support.small_catalogues import (
    BROKER,
    EVENTS,
    FEED,
    FLOW,
    FUNCTIONS,
    JOBS,
    LINE,
    LOG,
    OF_AWS,
    QUEUES,
    SCHEDULE,
    SERVICES,
    SUBSCRIPTIONS,
    SYSTEMS,
    TOPIC,
    TOTALS,
    Channel,
    Flow,
    Published,
    Small,
    Wish,
)

_ACCOUNTS = st.fixed_dictionaries(
    {"hub": st.sampled_from(("9" * 12, "9" * 12, "8" * 12))}
    | {one: st.sampled_from((f"{index}" * 12, f"{index + 2}" * 12)) for index, one in enumerate(SYSTEMS, 1)}
)
_PUBLISHED = st.builds(Published, st.sampled_from(SERVICES), st.integers(1, 2), st.sampled_from((False, False, True)))
_EVERY_SERVICE = frozenset((system, service) for system in SYSTEMS for service in SERVICES)
_SERVICE = st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(SERVICES))
_FUNCTION = st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(SERVICES), st.sampled_from(FUNCTIONS))
_NAME = st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(SERVICES), st.sampled_from(SUBSCRIPTIONS))
_EVENT = st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(EVENTS))
ENDS: tuple[Channel, ...] = (
    *(("function", one) for one in FUNCTIONS),
    *(("queue", one) for one in (*QUEUES, JOBS)),
    ("topic", TOPIC),
    ("stream", FEED),
    *(("bus", BROKER),) * 2,
    ("log", LOG),
    FLOW,
)
"""To what is delivered over a bus."""
_JOBS = ("queue", JOBS)
"""Drawn often: only where its readers change is anything tried."""
_TO_A_FUNCTION = tuple(("function", one) for one in FUNCTIONS)
_LED_ON: Mapping[Channel, tuple[Channel, ...]] = {
    ("topic", TOPIC): (*_TO_A_FUNCTION, ("queue", QUEUES[0])),
    ("topic", LINE): (("queue", QUEUES[1]), ("queue", JOBS)),
    ("stream", FEED): _TO_A_FUNCTION,
    _JOBS: _TO_A_FUNCTION,
    ("bus", BROKER): tuple(one for one in ENDS if one[0] != "bus"),
}
"""By what services have for others, to what it leads on."""
_SENT_TO = tuple(_LED_ON)
_NAMED_AFTER_ITS_SERVICE = {TOPIC, LINE, FEED, BROKER, JOBS}


@st.composite
def _wish(draw: st.DrawFn, service: str) -> Wish:
    wanted = draw(st.sampled_from(("event", "event", "source", "channel", "channel")))
    end = ENDS
    if wanted == "channel":
        link = draw(st.sampled_from((*_LED_ON, _JOBS)))
        owner = SERVICES[0] if link[1] in (JOBS, BROKER) else draw(st.sampled_from(SERVICES))
        wants, end = _of(owner, link), _LED_ON[link]
    else:
        wants = draw(_EVENT if wanted == "event" else st.sampled_from((OF_AWS, SCHEDULE)))
    channel = _of(service, draw(st.sampled_from(end)))
    total, retry = draw(st.sampled_from((None, None, *TOTALS))), draw(st.sampled_from((1, 24)))
    return Wish(wants, channel, draw(st.booleans()), total, retry, draw(st.sampled_from((True, True, False))))


def _of(service: str, channel: Channel) -> Channel:
    kind, name = channel
    return kind, f"{service}-{name}" if name in _NAMED_AFTER_ITS_SERVICE else name


@st.composite
def _wishes(draw: st.DrawFn, least: int) -> dict[tuple[str, str, str], Wish]:
    names = draw(st.lists(_NAME, min_size=least, max_size=12, unique=True))
    return {name: draw(_wish(name[1])) for name in names}


_FLOWS = st.builds(
    Flow,
    st.lists(st.sampled_from(FUNCTIONS), unique=True, max_size=2).map(tuple),
    st.sampled_from((False, False, True)),
    st.sampled_from((1, 48)),
)
_SENDS = st.builds(_of, st.sampled_from(SERVICES), st.sampled_from(_SENT_TO))
_MAPPINGS = {
    "events": st.dictionaries(_EVENT, _PUBLISHED, min_size=3),
    "code": st.dictionaries(_FUNCTION, st.integers(1, 2), min_size=6),
    "flows": st.dictionaries(_SERVICE, _FLOWS),
    "hours": st.dictionaries(_SERVICE, st.integers(3, 4)),
    "sends": st.dictionaries(_SERVICE, _SENDS),
}
_OTHERS = {"accounts": _ACCOUNTS, "keep": st.integers(3, 4), "ordered": st.booleans()}

_MOST_SERVICES = st.frozensets(_SERVICE, max_size=1).map(_EVERY_SERVICE.difference)

SMALL = st.builds(Small, services=_MOST_SERVICES, wishes=_wishes(9), **_MAPPINGS, **_OTHERS)
"""Any catalogue."""

CHANGED = st.fixed_dictionaries(
    {}, optional={"services": st.frozensets(_SERVICE, min_size=1), "wishes": _wishes(1), **_MAPPINGS, **_OTHERS}
)


class Catalogues(tuple[Generation, ...]):
    """Generations, told by the small catalogues that they were made of."""

    smalls: tuple[Small, ...]

    def __repr__(self) -> str:
        return "\n".join(map(str, self.smalls))


@st.composite
def changes(draw: st.DrawFn, count: int) -> Catalogues:
    """A catalogue and what becomes of it, `count` times."""
    smalls = [draw(SMALL)]
    for _ in range(count):
        turned = draw(st.sampled_from(_TURNED))
        smalls.append(turned(_changed(smalls[-1], draw(CHANGED), whole=draw(st.booleans()))))
    return catalogues(*smalls)


def catalogues(*smalls: Small) -> Catalogues:
    """The generations of small catalogues."""
    found = Catalogues(one.generation() for one in smalls)
    found.smalls = smalls
    return found


def _as_they_are(small: Small) -> Small:
    return small


def _to_other_functions(small: Small) -> Small:
    """Each subscription to the one function of its service leads to the other one."""
    other = dict(zip(FUNCTIONS, reversed(FUNCTIONS), strict=True))
    wishes = {
        key: replace(one, channel=(one.channel[0], other.get(one.channel[1], one.channel[1])))
        for key, one in small.wishes.items()
    }
    return replace(small, wishes=wishes)


def _under_other_names(small: Small) -> Small:
    """Each subscription has the name of another one."""
    other = dict(zip(SUBSCRIPTIONS, (*SUBSCRIPTIONS[1:], SUBSCRIPTIONS[0]), strict=True))
    return replace(small, wishes={(*key[:2], other[key[2]]): one for key, one in small.wishes.items()})


def _in_other_accounts(small: Small) -> Small:
    """Each system in the other one of its accounts, with other versions of its events."""
    others = {f"{index}" * 12: f"{index + 2}" * 12 for index, _ in enumerate(SYSTEMS, 1)}
    others |= {other: account for account, other in others.items()}
    accounts = {one: others.get(account, account) for one, account in small.accounts.items()}
    events = {key: replace(one, version=3 - one.version) for key, one in small.events.items()}
    return replace(small, accounts=accounts, events=events)


_TURNED = (_as_they_are, _as_they_are, _to_other_functions, _under_other_names, _in_other_accounts)


def _changed(small: Small, drawn: Mapping[str, Any], *, whole: bool) -> Small:
    """What was drawn instead of what there was, or beside it."""
    beside = {
        key: {**getattr(small, key), **value} if isinstance(value, dict) and key != "accounts" else value
        for key, value in drawn.items()
    }
    return replace(small, **(drawn if whole else beside))
