"""Writes a sign of life into a bucket as long as something is at work. What is written where, and how often, others decide."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from meshctl.errors import AwsRefused, ChangedMeanwhile
from meshctl.ports import StageBucket, Tell


@contextmanager
def beating(bucket: StageBucket, key: str, content: bytes, seconds: float, tell: Tell) -> Iterator[None]:
    """Puts `content` at `key` at once and every so many seconds, and leaves nothing there in the end but what others put there.

    Who may not write it goes on without, and is told so. `bucket` had better give up soon: the next beat may come through.
    """
    sign, ended = _Heartbeat(bucket, key, content), Event()

    def beat() -> None:
        while not ended.wait(seconds):
            with suppress(AwsRefused):
                sign.give()

    try:
        sign.give()
    except AwsRefused as error:
        tell("meshctl", f"warning: nobody elsewhere sees for now that this is at work: {error.message}")
    beats = Thread(target=beat, daemon=True)
    beats.start()
    try:
        yield
    finally:
        ended.set()
        beats.join()
        with suppress(AwsRefused, ChangedMeanwhile):
            sign.take_away()


class _Heartbeat:
    """The sign of one run. Another one of the same user and host may give its own at the same key, which stays then for both."""

    def __init__(self, bucket: StageBucket, key: str, content: bytes) -> None:
        self._bucket, self._key, self._content = bucket, key, content
        self._etag = ""
        self._is_alone = True

    def give(self) -> None:
        if self._etag:
            try:
                self._bucket.write(self._key, self._content, self._etag)
                return
            except ChangedMeanwhile:
                self._is_alone = False
        self._etag = self._bucket.put(self._key, self._content)

    def take_away(self) -> None:
        """By what lies there: of a sign whose answer was lost nobody knows whether it came."""
        found = self._bucket.read(self._key, len(self._content)) if self._is_alone else None
        if found and found[0] == self._content:
            self._bucket.delete(self._key, found[1])
