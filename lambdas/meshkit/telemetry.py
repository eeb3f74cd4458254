"""Lines for CloudWatch: logs as JSON and metrics in its embedded format, each with the event being handled and its chain.

One line is one record, on standard output, which is a function's log. What a line says is up to who writes it; what meshkit adds
names the event and never shows its data.
"""

import os
import sys
import time
from math import isfinite
from typing import Any

from meshkit.cause import handled_event
from meshkit.data import fault_of_data, json_text
from meshkit.envelope import detail_type
from meshkit.errors import InvalidData

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
MOST_DIMENSIONS = 29
"""Besides the service, of the 30 that CloudWatch takes (Amazon CloudWatch: "Embedded metric format specification")."""

_LONGEST_NAME = 1024


def log(message: str, *, level: str = "INFO", **fields: Any) -> None:
    """Writes one line of JSON: `message`, `level`, `fields`, and which event is being handled. Raises InvalidData for a wrong one."""
    if level not in LEVELS:
        raise InvalidData(f"a level is one of {', '.join(LEVELS)}")
    _write({"level": level, "message": message, **fields, **_chain()})


def metric(name: str, value: float = 1, *, unit: str = "Count", **dimensions: str) -> None:
    """Writes a metric of the namespace `Mesh`, with the service and `dimensions`, which CloudWatch makes of the line by itself.

    Each combination of dimensions is a metric of its own, which is paid for: take none that have many values, such as ids.
    Raises InvalidData for what CloudWatch would drop.
    """
    service = {"service": os.environ.get("MESH_PRODUCER", "")}
    if not name or len(name) > _LONGEST_NAME or name in {**service, **dimensions, **_chain(), "_aws": 0}:
        raise InvalidData(
            f"a metric has a name of up to {_LONGEST_NAME:,} letters, which no dimension and no part of the line has"
        )
    if len(dimensions) > MOST_DIMENSIONS or not isfinite(value):
        raise InvalidData(f"a metric has a finite value and at most {MOST_DIMENSIONS} dimensions")
    described = {
        "Namespace": "Mesh",
        "Dimensions": [["service", *dimensions]],
        "Metrics": [{"Name": name, "Unit": unit}],
    }
    aws = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [described]}
    _write({**_chain(), **service, **dimensions, name: value, "_aws": aws})


def _chain() -> dict[str, Any]:
    event = handled_event()
    if event is None:
        return {}
    return {
        "event": f"{event.source}/{detail_type(event.name, event.version)}",
        "event_id": event.meta.event_id,
        "correlation_id": event.meta.correlation_id,
    }


def _write(line: dict[str, Any]) -> None:
    if (fault := fault_of_data(line)) is not None:
        raise InvalidData(f"a line of the log: {fault}")
    sys.stdout.write(json_text(line) + "\n")
