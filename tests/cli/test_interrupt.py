"""Ctrl-C comes whenever it comes, also while something else is being told."""

import os
import signal
from threading import Lock
from types import SimpleNamespace
from typing import Any

from meshctl.cli.deploy.interrupt import interruptible
from meshctl.progress.steps import Told, line_of


def test_ctrl_c_is_told_after_what_is_being_told_and_stops_terraform_once() -> None:
    told: list[str] = []
    lines, stopped = Lock(), list[bool]()
    runner: Any = SimpleNamespace(interrupt=lambda: stopped.append(True))

    def tell(about: str, step: Told) -> None:
        line = line_of(step)
        assert lines.acquire(timeout=5), "told from within what it interrupts"
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
