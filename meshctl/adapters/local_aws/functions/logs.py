"""What functions print: a log file per function in HOME, without its secrets and what looks like one, and CloudWatch Logs as far as the function's role may write there."""

import os
import threading
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import Any

from moto.core.utils import unix_time_millis
from moto.logs.exceptions import ResourceAlreadyExistsException
from moto.logs.models import logs_backends

from meshctl.adapters.local_aws.authorization import identity_may
from meshctl.adapters.local_aws.event_bridge.targets.log_streams import write_events
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.identities import AssumableRole, find_role
from meshctl.adapters.private.directories import private_directory
from meshctl.adapters.private.files import open_private
from meshctl.masking.masked_text import masking

DIRECTORY = "logs"
FILE_BYTES = 5 * 1024 * 1024
KEPT_STREAMS = 50  # of a group: each process has one

_one_at_a_time = threading.Lock()


def broken(log: bytes) -> bytes:
    """Give a log with line breaks within its messages, which `function_main` writes in another way to keep them together."""
    return log.replace(b"\r", b"\n")


def to_file(home: Path, function: RunnableFunction, printed: bytes) -> None:
    """Append what a function printed to its file; one that has become long is moved aside once."""
    if printed:
        with _one_at_a_time:
            _append(home / DIRECTORY / f"{function.account}.{function.name}.log", _masked(function, printed))


def to_cloudwatch(function: RunnableFunction, stream: str, log: bytes) -> None:
    """Write the log of an invocation into the function's log group, which its first run makes."""
    role = find_role(function.role_arn)
    with _one_at_a_time:
        group = _group(function, role) if role else None
        if group is not None and role and _may_write(function, role, stream):
            _write(group, stream, log)


def _append(file: Path, printed: bytes) -> None:
    private_directory(file.parent.parent, file.parent.name)
    if file.is_file() and file.stat().st_size > FILE_BYTES:
        file.replace(file.with_suffix(".previous.log"))
    with os.fdopen(open_private(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "ab") as opened:
        opened.write(printed)


def _masked(function: RunnableFunction, printed: bytes) -> bytes:
    """A line that is JSON by itself, so that it stays JSON; others together, as a key has many lines."""
    text, masked = printed.decode(errors="surrogateescape"), masking(function.variables)
    told: list[str] = []
    for is_json, group in groupby(text.split("\n"), lambda line: line[:1] in ("{", "[")):
        lines = list(group)
        told += map(masked, lines) if is_json else [masked("\n".join(lines))]
    return "\n".join(told).encode(errors="surrogateescape")


def _group(function: RunnableFunction, role: AssumableRole) -> Any | None:
    backend, name = logs_backends[function.account][function.region], function.log_group
    if name not in backend.groups and identity_may(role, "logs:CreateLogGroup", _arn(function)).allowed:
        with suppress(ResourceAlreadyExistsException):
            backend.create_log_group(name, {})
    return backend.groups.get(name)


def _may_write(function: RunnableFunction, role: AssumableRole, stream: str) -> bool:
    return identity_may(role, "logs:PutLogEvents", f"{_arn(function)}:log-stream:{stream}").allowed


def _arn(function: RunnableFunction) -> str:
    return f"arn:aws:logs:{function.region}:{function.account}:log-group:{function.log_group}"


def _write(group: Any, stream: str, log: bytes) -> None:
    now = int(unix_time_millis())
    lines = [broken(line).decode(errors="replace") for line in log.split(b"\n") if line]
    write_events(group, stream, [{"timestamp": now, "message": f"{line}\n"} for line in lines])
    for old in list(group.streams)[:-KEPT_STREAMS]:
        del group.streams[old]
