"""Whoever is at work says so again and again, and leaves nothing behind."""

from threading import Event
from time import sleep

import pytest

from meshctl.adapters.aws.heartbeat import beating
from meshctl.adapters.aws.sessions import IMPATIENT, PATIENCE
from meshctl.errors import AwsRefused
from meshctl.records.heartbeat import SECONDS_BETWEEN_BEATS, SILENT_AFTER
from tests.support.memory_bucket import MemoryBucket


class Counting(MemoryBucket):
    def __init__(self, refused: tuple[int, ...] = ()) -> None:
        super().__init__()
        self.refused, self.beats, self.enough = refused, 0, Event()

    def put(self, key: str, content: bytes) -> str:
        self._count()
        return super().put(key, content)

    def write(self, key: str, content: bytes, instead_of: str | None) -> str:
        self._count()
        return super().write(key, content, instead_of)

    def _count(self) -> None:
        self.beats += 1
        if self.beats >= 4:
            self.enough.set()
        if self.beats in self.refused:
            raise AwsRefused("not now")


def silent(about: str, told: object) -> None:
    """Nobody listens."""


@pytest.mark.parametrize("refused", [(), (2,)], ids=["always", "but once"])
def test_a_sign_is_given_at_once_and_again_until_the_end(refused: tuple[int, ...]) -> None:
    bucket = Counting(refused)
    with beating(bucket, "beat", b"me", 0.001, silent):
        assert bucket.objects["beat"] == b"me"
        assert bucket.enough.wait(120)
    assert bucket.objects == {}


def test_a_beat_that_hangs_is_given_up_before_others_are_missed() -> None:
    patience = PATIENCE.merge(IMPATIENT)
    hangs = (patience.connect_timeout + patience.read_timeout) * patience.retries["total_max_attempts"]
    assert "max_attempts" not in patience.retries
    assert 3 * (hangs + SECONDS_BETWEEN_BEATS) < SILENT_AFTER


def test_an_error_leaves_no_sign_either() -> None:
    bucket = Counting()
    with pytest.raises(AwsRefused), beating(bucket, "beat", b"me", 100, silent):
        raise AwsRefused("the work")
    assert bucket.objects == {}


def test_a_sign_whose_answer_was_lost_is_taken_away_as_well() -> None:
    class Silent(MemoryBucket):
        def put(self, key: str, content: bytes) -> str:
            super().put(key, content)
            raise AwsRefused("no answer")

    bucket = Silent()
    with beating(bucket, "beat", b"me", 100, silent):
        assert bucket.objects == {"beat": b"me"}
    assert bucket.objects == {}


def test_who_may_give_no_sign_is_told_so_and_tries_again() -> None:
    bucket, told = Counting(refused=(1,)), list[str]()
    with beating(bucket, "beat", b"me", 0.001, lambda about, line: told.append(str(line))):
        assert bucket.enough.wait(120)
    assert told == ["warning: nobody elsewhere sees for now that this is at work: not now"]
    assert bucket.objects == {}


def test_the_sign_of_a_run_that_began_later_stays() -> None:
    bucket = MemoryBucket()
    with beating(bucket, "beat", b"me", 100, silent):
        bucket.put("beat", b"another run of mine")
    assert bucket.objects == {"beat": b"another run of mine"}


def test_where_two_runs_take_turns_neither_takes_the_sign_away() -> None:
    bucket = Counting()
    with beating(bucket, "beat", b"me", 0.001, silent):
        bucket.objects["beat"] = b"another run of mine"
        while bucket.objects["beat"] != b"me":
            sleep(0.001)
    assert bucket.objects == {"beat": b"me"}
