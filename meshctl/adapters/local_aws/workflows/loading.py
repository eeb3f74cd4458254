"""Loads moto's interpreter, once and late, and no more with it than workflows need."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from types import ModuleType
from typing import Any

from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.identities import Sessions

BATCH = ("moto.batch", "moto.batch.utils")


class _JobStatus(StrEnum):
    """The two ends of a job of AWS Batch."""

    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"


def load_interpreter(endpoint: str, clock: Clock) -> Any:
    """Give the module `interpreter`; how its states find and call has to be known, in this order, before more of moto's is imported."""
    from meshctl.adapters.local_aws.workflows.interpreting import paths  # noqa: PLC0415

    paths.install()
    from meshctl.adapters.local_aws.workflows import clients  # noqa: PLC0415

    clients.install(endpoint, Sessions())
    with _without_batch():
        from meshctl.adapters.local_aws.workflows import interpreter  # noqa: PLC0415
    interpreter.install(clock)
    return interpreter


@contextmanager
def _without_batch() -> Iterator[None]:
    """For one name, tasks of AWS Batch would load all of moto's EC2: 100 of 113 MB. It is given that name alone."""
    lent = [name for name in BATCH if name not in sys.modules]
    for name in lent:
        sys.modules[name] = ModuleType(name)
        sys.modules[name].JobStatus = _JobStatus  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for name in lent:
            del sys.modules[name]
