"""A handler takes one event: what does not is refused when it is decorated, and not once for each event."""

import functools
from typing import Any

import pytest
from meshkit import Event, NotAHandler, consumer


def of_two(event: Event, context: object, told: str = "x") -> None: ...


class WithContext:
    def handle(self, event: Event, *, context: object) -> None: ...


@pytest.mark.parametrize(
    ("handle", "takes"),
    [
        (lambda: None, "nothing"),
        (of_two, "event, context, told"),
        (WithContext().handle, "event, context"),
        (consumer(lambda event: None), "payload, context"),
    ],
)
def test_what_takes_anything_but_one_event_is_refused_when_it_is_decorated(handle: Any, takes: str) -> None:
    with pytest.raises(NotAHandler, match=f"function of one event, and this one takes {takes}$"):
        consumer(handle)


@pytest.mark.parametrize("handle", [functools.partial(of_two, context=None), lambda *events: None, print])
def test_what_takes_one_event_among_others_is_none_of_them(handle: Any) -> None:
    consumer(handle)


def test_what_wraps_a_function_of_more_is_asked_for_its_own_arguments() -> None:
    @functools.wraps(of_two)
    def handle(event: Event) -> None:
        of_two(event, None)

    consumer(handle)
