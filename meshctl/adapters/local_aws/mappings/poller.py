"""Lambda's pollers, as one thread: looks after all mappings that are enabled, each as its kind of source wants it."""

import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from moto.awslambda_simple.models import lambda_simple_backends

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.resources import find_function
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.mappings.mapping import FunctionMapping

PAUSE = 0.1  # seconds between two rounds


class SourcePolicy(Protocol):
    """How mappings of one kind of source are looked after."""

    def look(self, mapping: FunctionMapping, function: RunnableFunction) -> None:
        """Take what there is to take now, and have it handled in the background."""


class Poller:
    """Polls until it is stopped; `kinds` by the service that an event source's ARN names.

    A mapping in `due` is looked after before its turn: it has just room for more.
    """

    def __init__(self, kinds: Mapping[str, SourcePolicy], due: "SimpleQueue[FunctionMapping]") -> None:
        self._kinds = kinds
        self._due = due
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin to poll, in the background."""
        threading.Thread(target=self._poll, name="poller", daemon=True).start()

    def stop(self) -> None:
        """Receive nothing more."""
        self._stopped.set()

    def _poll(self) -> None:
        round_at = time.monotonic()
        while not self._stopped.is_set():
            if (left := round_at - time.monotonic()) > 0:
                with suppress(Empty):
                    self._look(self._due.get(timeout=left))
            else:
                round_at = time.monotonic() + PAUSE
                for mapping in list(_enabled()):
                    self._look(mapping)

    def _look(self, mapping: FunctionMapping) -> None:
        kept = find_function(Arn.parse(mapping.function_arn)) if mapping.polls else None
        if kept is None or (function := RunnableFunction.of(kept)).throttled:
            return
        try:
            self._kinds[mapping.source.service].look(mapping, function)
        except Exception:
            sys.stderr.write(traceback.format_exc())


def _enabled() -> Iterator[Any]:
    for account in list(lambda_simple_backends.values()):
        for backend in list(account.values()):
            yield from (one for one in list(backend._event_source_mappings.values()) if one.polls)
