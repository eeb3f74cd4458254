"""Changes of catalogues in which further buses bring events: what is drawn of any, and made fit. Sound at each step."""

from dataclasses import replace

from hypothesis import strategies as st

from tests.support.changing_catalogues import Catalogues, changes
from tests.support.small_catalogues import BROKER, SERVICES, SUBSCRIPTIONS, Small, Wish


@st.composite
def broker_changes(draw: st.DrawFn, count: int) -> Catalogues:
    """The same where first subscriptions deliver to further buses, as a rule, and second ones read them."""
    drawn = draw(changes(count))
    smalls = tuple(_over_brokers(one, draw(st.booleans()), draw(st.sampled_from(SERVICES))) for one in drawn.smalls)
    found = Catalogues(one.generation() for one in smalls)
    found.smalls = smalls
    return found


def _over_brokers(small: Small, all_of_them: bool, owner: str) -> Small:
    feeding, reading = SUBSCRIPTIONS
    wishes = {
        key: _to_broker(one)
        if key[2] == feeding and (all_of_them or key[1] == owner)
        else replace(one, topic="", broker=owner)
        if key[2] == reading
        else one
        for key, one in small.wishes.items()
    }
    return replace(small, wishes=wishes)


def _to_broker(wish: Wish) -> Wish:
    return replace(wish, channel=("bus", BROKER), buffered=True, topic="", broker="")
