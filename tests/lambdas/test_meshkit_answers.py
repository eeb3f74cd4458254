"""A record counts as handled where its handler has come back with None, and nowhere else."""

import asyncio
import functools
import json
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from itertools import compress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meshkit import Event, MalformedEvent, MeshkitError, NotAHandler, NotHandled, consumer

from .arrivals import envelope, from_topic, in_order, of_stream, record

Handler = Callable[[dict[str, Any], object], Any]
HANDLED: list[object] = []


async def coroutine(event: Event) -> None:
    HANDLED.append(event)


async def asynchronous_generator(event: Event) -> Any:
    HANDLED.append(event)
    yield


def generator(event: Event) -> Iterator[None]:
    HANDLED.append(event)
    yield


class Awaited:
    def __await__(self) -> Iterator[None]:
        HANDLED.append(self)
        yield


class Called:
    """An object whose call calls `inner`."""

    def __init__(self, inner: Callable[..., Any]) -> None:
        self.__class__ = type("Called", (Called,), {"__call__": staticmethod(inner)})

    def __call__(self, event: Event) -> Any: ...


class WithMethods:
    async def coroutine(self, event: Event) -> None: ...

    def generator(self, event: Event) -> Iterator[None]:
        yield

    @classmethod
    async def of_class(cls, event: Event) -> None: ...

    async def __call__(self, event: Event) -> None: ...


def passed_on(inner: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(inner)
    def outer(event: Event) -> Any:
        return inner(event)

    return outer


later = st.sampled_from([coroutine, asynchronous_generator, generator])
seen_through = st.sampled_from([functools.partial, staticmethod, functools.cache, functools.lru_cache(3), Called])
unfit = st.recursive(later, lambda inner: st.builds(lambda wrap, one: wrap(one), seen_through, inner), max_leaves=4)


@given(unfit)
def test_what_would_only_begin_to_handle_is_refused_when_it_is_decorated(handle: Any) -> None:
    with pytest.raises(NotAHandler, match="a call alone handles nothing"):
        consumer(handle)


@pytest.mark.parametrize(
    "handle",
    [WithMethods().coroutine, WithMethods().generator, WithMethods.of_class, WithMethods(), WithMethods, Event],
)
def test_so_are_methods_and_classes(handle: Any) -> None:
    with pytest.raises(NotAHandler, match="a call alone handles nothing"):
        consumer(handle)


@pytest.mark.parametrize("handle", [None, 7, "handle", [print]])
def test_what_cannot_be_called_is_refused(handle: Any) -> None:
    with pytest.raises(NotAHandler, match="cannot be called"):
        consumer(handle)


@given(st.lists(st.sampled_from([functools.partial, staticmethod, Called]), max_size=4))
def test_a_plain_function_handles_however_it_is_wrapped(wrappers: list[Any]) -> None:
    seen: list[int] = []
    handle: Any = lambda event: seen.append(event.data["amount"])  # noqa: E731
    for wrap in wrappers:
        handle = wrap(handle)
    handler: Handler = consumer(handle)
    handler(envelope({"amount": 3}), None)
    assert seen == [3]


def test_a_wrapper_that_runs_a_coroutine_to_its_end_handles() -> None:
    HANDLED.clear()

    @functools.wraps(coroutine)
    def run(event: Event) -> None:
        asyncio.run(coroutine(event))

    consumer(run)(envelope(), None)
    assert len(HANDLED) == 1


unfinished = st.sampled_from(
    [
        passed_on(coroutine),
        passed_on(passed_on(generator)),
        passed_on(asynchronous_generator),
        contextmanager(generator),
        lambda event: Awaited(),
        lambda event: Future(),
        lambda event: map(HANDLED.append, [event]),
        lambda event: (HANDLED.append(event) for _ in range(1)),
        lambda event: lambda: HANDLED.append(event),
        lambda event: [coroutine],
        lambda event: False,
        lambda event: "done",
        lambda event: {"batchItemFailures": [{"itemIdentifier": "m0"}]},
        lambda event: ValueError("no"),
        lambda event: NotImplemented,
    ]
)


class Leaving(BaseException):
    pass


def no(*_: object) -> Any:
    raise ValueError("4111-1111")


odd_bodies = st.fixed_dictionaries(
    {"__init__": st.just(lambda self, *_: None)},
    optional={
        "__bool__": st.sampled_from([lambda self: False, no]),
        "__len__": st.sampled_from([lambda self: 0, no]),
        "__eq__": st.sampled_from([lambda self, other: True, no]),
        "__str__": st.sampled_from([no, lambda self: "4111-1111", lambda self: 7, sys.exit]),
        "__repr__": st.just(no),
        "__hash__": st.just(no),
    },
)
odd_kinds = st.sampled_from([Exception, MeshkitError, MalformedEvent, NotHandled, Leaving, SystemExit, ExceptionGroup])
odd = st.builds(lambda kind, body: type("Odd", (kind,), body)("several", [ValueError()]), odd_kinds, odd_bodies)
"""Exceptions that count as false, are equal to anything, or cannot be shown."""


def raising(error: BaseException) -> Callable[[Event], None]:
    def handle(event: Event) -> None:
        raise error

    return handle


raised = st.sampled_from(
    [
        SystemExit(0),
        SystemExit("text"),
        KeyboardInterrupt(),
        GeneratorExit(),
        asyncio.CancelledError(),
        BaseExceptionGroup("several", [SystemExit(1)]),
        Leaving("4111-1111"),
        StopIteration(1),
        RecursionError(),
        ValueError("4111-1111"),
    ]
)
failing = unfinished | (raised | odd).map(raising)
outcomes = st.lists(st.none() | failing, min_size=1, max_size=10)


def of_outcomes(outcomes: list[Any], seen: list[int]) -> Callable[[dict[str, Any], object], Any]:
    """A handler that fails on the events whose outcome is to fail, each in its own way."""

    def handle(event: Event) -> Any:
        outcome = outcomes[event.data["at"]]
        return seen.append(event.data["at"]) if outcome is None else outcome(event)

    return consumer(handle)


def told(answer: dict[str, Any]) -> list[str]:
    return [one["itemIdentifier"] for one in answer["batchItemFailures"]]


@given(outcomes)
def test_of_a_queue_exactly_what_failed_goes_back_and_all_else_is_handled(outcomes: list[Any]) -> None:
    seen: list[int] = []
    batch = [record(str(at), envelope({"at": at})) for at in range(len(outcomes))]
    failed = told(of_outcomes(outcomes, seen)({"Records": batch}, None))
    assert failed == [str(at) for at, one in enumerate(outcomes) if one]
    assert seen == [at for at, one in enumerate(outcomes) if not one]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.none() | failing), min_size=1, max_size=10))
def test_of_an_ordered_queue_all_of_a_group_goes_back_from_what_failed_on(sent: list[tuple[str, Any]]) -> None:
    seen: list[int] = []
    batch = [in_order(str(at), group, envelope({"at": at})) for at, (group, _) in enumerate(sent)]
    failed = told(of_outcomes([one for _, one in sent], seen)({"Records": batch}, None))
    back = [any(one for of, one in sent[: at + 1] if of == group) for at, (group, _) in enumerate(sent)]
    assert failed == [str(at) for at in compress(range(len(sent)), back)]
    assert seen == [at for at, one in enumerate(back) if not one]


@given(outcomes)
def test_of_a_stream_all_up_to_what_failed_is_handled_and_nothing_behind_it(outcomes: list[Any]) -> None:
    seen: list[int] = []
    batch = of_stream(*(envelope({"at": at}) for at in range(len(outcomes))))
    failed = told(of_outcomes(outcomes, seen)(batch, None))
    first = next((at for at, one in enumerate(outcomes) if one), len(outcomes))
    assert (seen, failed) == (list(range(first)), [f"n{first}"][: len(outcomes) - first])


@given(failing)
def test_what_is_handed_over_directly_or_by_a_topic_fails_as_an_exception(outcome: Any) -> None:
    handler = of_outcomes([outcome], [])
    for payload in (envelope({"at": 0}), from_topic(envelope({"at": 0}))):
        with pytest.raises(Exception):  # noqa: B017, PT011  whichever: it does not end the process
            handler(payload, None)


@given(outcomes)
def test_of_several_records_of_a_topic_all_are_handled_that_can_be(outcomes: list[Any]) -> None:
    seen: list[int] = []
    handler = of_outcomes(outcomes, seen)
    records = [from_topic(envelope({"at": at}))["Records"][0] for at in range(len(outcomes))]
    if any(outcomes):
        with pytest.raises(Exception):  # noqa: B017, PT011
            handler({"Records": records}, None)
    else:
        assert handler({"Records": records}, None) is None
    assert seen == [at for at, one in enumerate(outcomes) if not one]


@given(unfinished)
def test_nothing_of_what_was_only_begun_is_done_and_python_warns_of_nothing(outcome: Any) -> None:
    HANDLED.clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        handler: Handler = consumer(outcome)
        handler({"Records": [record("m", envelope())]}, None)
    assert HANDLED == []


def test_the_answer_is_named_by_its_type_alone(capsys: pytest.CaptureFixture[str]) -> None:
    consumer(lambda event: "4111-1111")({"Records": [record("m", envelope())]}, None)  # type: ignore[arg-type]
    line = json.loads(capsys.readouterr().err)
    assert line["error"] == NotHandled.__name__
    assert line["reason"].startswith("the handler answered a str: a handler does all of its work before it returns")


def test_a_handler_that_left_is_told_with_where_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    consumer(raising(Leaving("4111-1111")))({"Records": [record("m", envelope())]}, None)
    text = capsys.readouterr().err
    assert "left with Leaving" in json.loads(text)["reason"]
    assert json.loads(text)["at"][-1].startswith("test_meshkit_answers.py:")
    assert "4111" not in text


@given(odd)
def test_what_an_exception_of_ones_own_says_is_not_told(error: BaseException) -> None:
    with redirect_stderr(StringIO()) as told:
        answer = consumer(raising(error))({"Records": [record("m", envelope())]}, None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m"}]}
    assert json.loads(told.getvalue())["at"][-1].startswith("test_meshkit_answers.py:")
    assert "4111" not in told.getvalue()
