"""A few threads that do jobs now or later, on AWS's time. Keeps no order between jobs; a job that raises ends up on stderr."""

import heapq
import itertools
import sys
import threading
import traceback
from collections.abc import Callable

from meshctl.adapters.local_aws.clock import Clock

Job = Callable[[], object]


class Workers:
    """Daemon threads named after their work; `stop` forgets the jobs that have not begun."""

    def __init__(self, name: str, threads: int, clock: Clock) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._jobs: list[tuple[float, int, Job]] = []
        self._order = itertools.count()
        self._busy = 0
        self._size = threads
        self._stopped = False
        clock.when_moved(self._look_again)
        for number in range(threads):
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True).start()

    def submit(self, job: Job, after: float = 0.0) -> None:
        """Have a job done `after` so many real seconds, or as soon as the clock is moved by what they stand for."""
        with self._changed:
            due = self._clock.now() + self._clock.lengthen(after)
            heapq.heappush(self._jobs, (due, next(self._order), job))
            self._changed.notify()

    @property
    def free(self) -> int:
        """How many jobs could begin at once; never less than nought."""
        with self._changed:
            now = self._clock.now()
            waiting = sum(1 for due, _, _ in self._jobs if due <= now)
            return max(0, self._size - self._busy - waiting)

    def stop(self) -> None:
        """Begin no more jobs."""
        with self._changed:
            self._stopped = True
            self._jobs.clear()
            self._changed.notify_all()

    def _work(self) -> None:
        while job := self._next():
            try:
                job()
            except Exception:
                sys.stderr.write(traceback.format_exc())
            finally:
                with self._changed:
                    self._busy -= 1

    def _next(self) -> Job | None:
        with self._changed:
            while not self._stopped:
                wait = self._jobs[0][0] - self._clock.now() if self._jobs else None
                if wait is not None and wait <= 0:
                    self._busy += 1
                    return heapq.heappop(self._jobs)[2]
                self._changed.wait(wait and self._clock.shorten(wait))
        return None

    def _look_again(self) -> None:
        with self._changed:
            self._changed.notify_all()
