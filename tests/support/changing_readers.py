"""Changes of catalogues in which functions read queues, events come over a hop, or begin workflows: what is drawn of any, and made fit. Sound at
each step."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from tests.support.changing_catalogues import Catalogues, changes
from tests.support.small_catalogues import (
    FLOW,
    FUNCTIONS,
    LOG,
    SERVICES,
    SUBSCRIPTIONS,
    SYSTEMS,
    WORKED_OFF,
    Flow,
    Small,
)

_READERS = st.dictionaries(
    st.sampled_from(SYSTEMS), st.tuples(st.sampled_from(SERVICES), st.sampled_from(FUNCTIONS)), min_size=1
)


@st.composite
def reading_changes(draw: st.DrawFn, count: int) -> Catalogues:
    """The same where functions read the queues that are worked off, to which the second subscriptions of their service lead."""
    drawn = draw(changes(count))
    smalls = tuple(_worked_off(one, draw(_READERS)) for one in drawn.smalls)
    found = Catalogues(one.generation() for one in smalls)
    found.smalls = smalls
    return found


@st.composite
def hopping_changes(draw: st.DrawFn, count: int) -> Catalogues:
    """The same where all second subscriptions lead to log groups, so that events of other systems come over a hop."""
    drawn = draw(changes(count))
    smalls = tuple(map(_logging, drawn.smalls))
    found = Catalogues(one.generation() for one in smalls)
    found.smalls = smalls
    return found


def _logging(small: Small) -> Small:
    wishes = {
        key: replace(one, channel=("log", LOG), buffered=True, topic="") if key[2] == SUBSCRIPTIONS[1] else one
        for key, one in small.wishes.items()
    }
    return replace(small, wishes=wishes)


_FLOWS = st.dictionaries(
    st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(SERVICES)),
    st.builds(
        Flow,
        st.lists(st.sampled_from(FUNCTIONS), unique=True, max_size=2).map(tuple),
        st.sampled_from((False, False, True)),
        st.sampled_from((1, 48)),
    ),
    min_size=1,
)


@st.composite
def workflow_changes(draw: st.DrawFn, count: int) -> Catalogues:
    """The same where the first subscriptions of services begin their workflows."""
    drawn = draw(changes(count))
    smalls = tuple(_flowing(one, draw(_FLOWS)) for one in drawn.smalls)
    found = Catalogues(one.generation() for one in smalls)
    found.smalls = smalls
    return found


def _flowing(small: Small, flows: Mapping[tuple[str, str], Flow]) -> Small:
    wishes = {
        key: replace(one, channel=FLOW, buffered=True, topic="") if key[2] == SUBSCRIPTIONS[0] else one
        for key, one in small.wishes.items()
    }
    return replace(small, wishes=wishes, flows=flows)


def _worked_off(small: Small, readers: Mapping[str, tuple[str, str]]) -> Small:
    owner, queue = WORKED_OFF
    wishes = {
        key: replace(one, channel=("queue", queue), buffered=True) if key[1:] == (owner, SUBSCRIPTIONS[1]) else one
        for key, one in small.wishes.items()
    }
    return replace(small, wishes=wishes, readers=readers)
