"""Small catalogues that change: drawn at random, then one thing or several of them drawn anew. Sound at each step."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from meshctl.passes.generations import Generation
from tests.support.small_catalogues import (
    EVENTS,
    FUNCTIONS,
    LOG,
    OF_AWS,
    QUEUES,
    SERVICES,
    SUBSCRIPTIONS,
    SYSTEMS,
    TOPIC,
    TOTALS,
    Published,
    Small,
    Wish,
)

_ACCOUNTS = st.fixed_dictionaries(
    {"hub": st.sampled_from(("9" * 12, "9" * 12, "8" * 12))}
    | {one: st.sampled_from((f"{index}" * 12, f"{index + 2}" * 12)) for index, one in enumerate(SYSTEMS, 1)}
)
_PUBLISHED = st.builds(Published, st.sampled_from(SERVICES), st.integers(1, 2), st.booleans())
_CHANNELS = st.sampled_from(
    [("queue", one) for one in QUEUES] + [("function", one) for one in FUNCTIONS] * 2 + [("topic", TOPIC), ("log", LOG)]
)


def _wish(
    event: tuple[str, str],
    channel: tuple[str, str],
    buffered: bool,
    total: int | None,
    retry: int,
    kept: bool,
    topic: str,
) -> Wish:
    return Wish(event, channel, buffered or channel[0] != "function", total, retry, kept, topic)


_EVENTS = st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(EVENTS))
_WISHES = st.builds(
    _wish,
    st.one_of(_EVENTS, _EVENTS, st.just(OF_AWS)),
    _CHANNELS,
    st.booleans(),
    st.sampled_from((None, None, *TOTALS)),
    st.sampled_from((1, 24)),
    st.sampled_from((True, True, False)),
    st.sampled_from(("", "", "", *SERVICES)),
)
_SERVICES = st.sampled_from([(system, service) for system in SYSTEMS for service in SERVICES])
_FUNCTIONS = st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(SERVICES), st.sampled_from(FUNCTIONS))
_NAMES = st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(SERVICES), st.sampled_from(SUBSCRIPTIONS))

SMALL = st.builds(
    Small,
    _ACCOUNTS,
    st.frozensets(_SERVICES, min_size=2),
    st.dictionaries(_EVENTS, _PUBLISHED, min_size=2),
    st.dictionaries(_FUNCTIONS, st.integers(1, 2), min_size=4),
    st.dictionaries(_NAMES, _WISHES, min_size=3),
    st.integers(3, 4),
    ordered=st.booleans(),
)
"""Any catalogue."""

CHANGED = st.fixed_dictionaries(
    {},
    optional={
        "accounts": _ACCOUNTS,
        "services": st.frozensets(_SERVICES, min_size=1),
        "events": st.dictionaries(_EVENTS, _PUBLISHED, min_size=1),
        "code": st.dictionaries(_FUNCTIONS, st.integers(1, 2), min_size=1),
        "wishes": st.dictionaries(_NAMES, _WISHES, min_size=1),
        "keep": st.integers(3, 4),
        "ordered": st.booleans(),
    },
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
        smalls.append(_changed(smalls[-1], draw(CHANGED), whole=draw(st.booleans())))
    found = Catalogues(one.generation() for one in smalls)
    found.smalls = tuple(smalls)
    return found


def _changed(small: Small, drawn: Mapping[str, Any], *, whole: bool) -> Small:
    """What was drawn instead of what there was, or beside it."""
    mappings = ("events", "code", "wishes")
    beside = {key: {**getattr(small, key), **value} if key in mappings else value for key, value in drawn.items()}
    return replace(small, **(drawn if whole else beside))
