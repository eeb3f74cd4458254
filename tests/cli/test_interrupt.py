"""Ctrl-C comes whenever it comes, also while something else is being told."""

import os
import signal
from collections.abc import Iterator
from threading import Lock
from types import SimpleNamespace
from typing import Any

import pytest

from meshctl.cli.deploy.interrupt import interruptible
from meshctl.progress.steps import Told, line_of


@pytest.fixture
def at_a_terminal() -> Iterator[None]:
    """As a shell starts a program, whoever has started the tests so that they outlive it."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whatever_asks_to_stop_stops_terraform_and_does_not_kill(number: signal.Signals) -> None:
    stopped = list[bool]()
    runner: Any = SimpleNamespace(interrupt=lambda: stopped.append(True))
    with interruptible(runner, lambda about, told: None) as stop:
        os.kill(os.getpid(), number)
        assert stop.is_set()
    assert stopped == [True]


def test_what_is_to_outlive_its_terminal_goes_on() -> None:
    nobody: Any = SimpleNamespace()
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interruptible(nobody, lambda about, told: None) as stop:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not stop.is_set()
    finally:
        signal.signal(signal.SIGHUP, before)


def test_ctrl_c_is_told_after_what_is_being_told_and_stops_terraform_once() -> None:
    told: list[str] = []
    lines, stopped = Lock(), list[bool]()
    runner: Any = SimpleNamespace(interrupt=lambda: stopped.append(True))

    def tell(about: str, step: Told) -> None:
        line = line_of(step)
        assert lines.acquire(timeout=60), "told from within what it interrupts"
        with_signal = line == "planning"
        for _ in range(2 * with_signal):
            os.kill(os.getpid(), signal.SIGINT)
        told.append(line.partition(":")[0].partition(" (")[0])
        lines.release()

    with interruptible(runner, tell) as stop:
        tell("hub", "planning")
        assert stop.is_set()
    assert told[0] == "planning"
    assert sorted(told[1:]) == ["still stopping", "stopping"]
    assert stopped == [True]
