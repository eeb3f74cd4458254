"""Writes a sign of life into a bucket as long as something is at work. What is written where, and how often, others decide."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from meshctl.errors import AwsRefused
from meshctl.ports import StageBucket, Tell


@contextmanager
def beating(bucket: StageBucket, key: str, content: bytes, seconds: float, tell: Tell) -> Iterator[None]:
    """Puts `content` at `key` at once and every so many seconds, and leaves nothing there in the end.

    Who may not write it goes on without, and is told so.
    """
    ended = Event()

    def beat() -> None:
        while not ended.wait(seconds):
            with suppress(AwsRefused):  # the next one may come through
                bucket.put(key, content)

    try:
        bucket.put(key, content)
    except AwsRefused as error:
        tell("meshctl", f"warning: nobody elsewhere will see that this is at work: {error.message}")
        yield
        return
    beats = Thread(target=beat, daemon=True)
    beats.start()
    try:
        yield
    finally:
        ended.set()
        beats.join()
        with suppress(AwsRefused):
            bucket.delete(key)
