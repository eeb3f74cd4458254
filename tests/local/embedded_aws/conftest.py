"""One embedded AWS for all tests beside this file, a journal to ask, and accounts of one's own for every test."""

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from meshctl.adapters.local_aws import control, journal
from meshctl.adapters.local_aws.state import RunningServer

from .accounts import PATIENCE, Account

HUB, ORDERS, PAYMENTS = "111111111111", "222222222222", "333333333333"
ORGANIZATION = "o-a1b2c3d4e5"
Lines = list[dict[str, Any]]


@dataclass(frozen=True)
class EmbeddedAws:
    running: RunningServer
    home: Path

    @property
    def endpoint(self) -> str:
        return self.running.endpoint

    def journal(self, wanted: Callable[[dict[str, Any]], bool], count: int = 1) -> Lines:
        """Give the lines that are wanted, as soon as there are so many of them."""
        end = time.monotonic() + PATIENCE
        while len(found := [line for line in journal.read(self.home) if wanted(line)]) < count:
            assert time.monotonic() < end, f"the journal says only {journal.read(self.home)[-8:]}"
            time.sleep(0.02)
        return found


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAws]:
    home = tmp_path_factory.mktemp("aws") / "home"
    yield EmbeddedAws(control.up(home, 0, 600, ORGANIZATION), home)
    control.down(home)


@pytest.fixture
def prefix() -> str:
    return f"t{uuid.uuid4().hex[:10]}"


@pytest.fixture
def hub(aws: EmbeddedAws, prefix: str) -> Account:
    return Account(aws.running, HUB, prefix)


@pytest.fixture
def orders(aws: EmbeddedAws, prefix: str) -> Account:
    return Account(aws.running, ORDERS, prefix)


@pytest.fixture
def payments(aws: EmbeddedAws, prefix: str) -> Account:
    return Account(aws.running, PAYMENTS, prefix)


@pytest.fixture
def told(aws: EmbeddedAws, prefix: str) -> Callable[..., Lines]:
    """Ask the journal for lines of a kind that name something of this test."""

    def ask(kind: str, count: int = 1) -> Lines:
        return aws.journal(lambda line: line["kind"] == kind and prefix in str(line), count)

    return ask
