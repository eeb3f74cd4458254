"""TestEventPattern, over HTTP, says what `meshctl pattern test` says."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from meshctl.adapters.local_aws.event_bridge.rules import compiled
from meshctl.app.events.ask_pattern import match_event
from meshctl.patterns import InvalidPattern
from tests.support.drawn_filters import EVENTS, FILTERS

from .accounts import Account, refused
from .test_event_bridge_calls import EVENT

pytestmark = pytest.mark.local


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(FILTERS, EVENTS)
def test_an_event_that_is_tried_out_is_judged_as_by_pattern_test(orders: Account, where: str, detail: str) -> None:
    event, pattern = json.dumps(EVENT)[:-1] + f', "detail": {detail}}}', f'{{"detail": {where}}}'
    try:
        compiled(pattern)
    except InvalidPattern:
        assert (
            refused(orders.events.test_event_pattern, EventPattern=pattern, Event=event)[0]
            == "InvalidEventPatternException"
        )
        return
    said = orders.events.test_event_pattern(EventPattern=pattern, Event=event)["Result"]
    assert said is match_event(pattern, event.encode(), where=False).matches
    assert said is match_event(where, detail.encode(), where=True).matches
