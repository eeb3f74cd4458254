"""Whoever is at work says so again and again, and leaves nothing behind."""

from threading import Event

import pytest

from meshctl.adapters.aws.heartbeat import beating
from meshctl.errors import AwsRefused
from tests.support.memory_bucket import MemoryBucket


class Counting(MemoryBucket):
    def __init__(self, refused: tuple[int, ...] = ()) -> None:
        super().__init__()
        self.refused, self.beats, self.third = refused, 0, Event()

    def put(self, key: str, content: bytes) -> None:
        self.beats += 1
        if self.beats >= 3:
            self.third.set()
        if self.beats in self.refused:
            raise AwsRefused("not now")
        super().put(key, content)


def silent(about: str, told: object) -> None:
    """Nobody listens."""


@pytest.mark.parametrize("refused", [(), (2,)], ids=["always", "but once"])
def test_a_sign_is_given_at_once_and_again_until_the_end(refused: tuple[int, ...]) -> None:
    bucket = Counting(refused)
    with beating(bucket, "beat", b"me", 0.001, silent):
        assert bucket.objects["beat"] == b"me"
        assert bucket.third.wait(30)
    assert bucket.objects == {}


def test_an_error_leaves_no_sign_either() -> None:
    bucket = Counting()
    with pytest.raises(AwsRefused), beating(bucket, "beat", b"me", 100, silent):
        raise AwsRefused("the work")
    assert bucket.objects == {}


def test_who_may_give_no_sign_is_told_so_and_works() -> None:
    bucket, told = Counting(refused=(1,)), list[str]()
    with beating(bucket, "beat", b"me", 0.001, lambda about, line: told.append(str(line))):
        assert bucket.beats == 1
    assert told == ["warning: nobody elsewhere will see that this is at work: not now"]
