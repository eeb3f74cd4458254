"""An event counts as failed where its handler drops a coroutine: the work that it was to do is not done."""

import asyncio
import contextlib
import functools
import sys
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meshkit import Event, NotHandled, consumer

from .arrivals import envelope, record

Handler = Callable[[dict[str, Any], object], Any]
HANDLED: list[object] = []


async def coroutine(event: Event) -> None:
    HANDLED.append(event)


def drops(event: Event) -> None:
    coroutine(event)  # type: ignore[unused-coroutine]


def dropped_by_a_decorator(handle: Callable[[Event], Any]) -> Callable[[Event], None]:
    @functools.wraps(handle)
    def wrapper(event: Event) -> None:
        handle(event)

    return wrapper


def never_scheduled(event: Event) -> None:
    with contextlib.suppress(RuntimeError):
        asyncio.create_task(coroutine(event))  # noqa: RUF006


dropping = st.sampled_from(
    [
        drops,
        dropped_by_a_decorator(coroutine),
        never_scheduled,
        lambda event: [coroutine(event)].clear(),
    ]
)


@given(dropping, st.integers(1, 4))
def test_what_drops_a_coroutine_has_not_handled_its_event_however_often_it_comes(handle: Any, count: int) -> None:
    HANDLED.clear()
    handler: Handler = consumer(handle)
    records = [record(str(at), envelope()) for at in range(count)]
    for _ in range(2):
        failed = handler({"Records": records}, None)["batchItemFailures"]
        assert failed == [{"itemIdentifier": str(at)} for at in range(count)]
    assert HANDLED == []


def test_what_drops_a_coroutine_is_told_with_its_name_and_a_way_out() -> None:
    with pytest.raises(
        NotHandled, match="coroutine 'coroutine' was never awaited: run it to its end, such as with asyn"
    ):
        consumer(drops)(envelope(), None)


def test_what_python_says_of_other_things_goes_where_it_did_before(monkeypatch: pytest.MonkeyPatch) -> None:
    class Left:
        def __del__(self) -> None:
            raise RuntimeError("left")

    def warns(event: Event) -> None:
        Left()
        warnings.warn("other", RuntimeWarning, stacklevel=2)

    heard: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: heard.append(unraisable.exc_type))
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        consumer(warns)(envelope(), None)
        coroutine(None)  # type: ignore[arg-type, unused-coroutine]
    assert heard == [RuntimeError]
    assert [str(one.message) for one in warned] == ["other", "coroutine 'coroutine' was never awaited"]
