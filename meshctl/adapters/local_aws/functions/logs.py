"""What functions print: a log file per function in HOME, and CloudWatch Logs when the function has a log group."""

import os
import threading
import time
from pathlib import Path

from moto.logs.models import logs_backends

from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.private.directories import private_directory
from meshctl.adapters.private.files import open_private

DIRECTORY = "logs"
FILE_BYTES = 5 * 1024 * 1024
KEPT_EVENTS = 10_000  # CloudWatch's events live in memory
STREAM = "meshctl"

_one_at_a_time = threading.Lock()


def keep(home: Path, function: RunnableFunction, log: bytes) -> None:
    """Append to the function's logs; a file that has become long is moved aside once."""
    if log:
        with _one_at_a_time:
            _to_file(home / DIRECTORY / f"{function.account}.{function.name}.log", log)
            _to_cloudwatch(function, log)


def _to_file(file: Path, log: bytes) -> None:
    private_directory(file.parent.parent, file.parent.name)
    if file.is_file() and file.stat().st_size > FILE_BYTES:
        file.replace(file.with_suffix(".previous.log"))
    with os.fdopen(open_private(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "ab") as opened:
        opened.write(log)


def _to_cloudwatch(function: RunnableFunction, log: bytes) -> None:
    group = logs_backends[function.account][function.region].groups.get(f"/aws/lambda/{function.name}")
    if group is None:
        return
    if STREAM not in group.streams:
        group.create_log_stream(STREAM)
    now = int(time.time() * 1000)
    lines = log.decode(errors="replace").splitlines()
    group.put_log_events(STREAM, [{"timestamp": now, "message": line} for line in lines])
    del group.streams[STREAM].events[:-KEPT_EVENTS]
