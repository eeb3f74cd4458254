"""Runs a handler, once for each event, inside the function's own process. Stands alone, with the standard library only.

Arguments: the file descriptors that invocations are read from and answers are written to. Both are frames: their length as
8 bytes, then JSON. The first answer says whether the code could be loaded, each further one what became of an invocation.
"""

import ctypes
import json
import logging
import math
import os
import resource
import signal
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)
from types import CodeType
from typing import Any

STACK_BYTES = 1024 * 1024
LENGTH = struct.Struct(">Q")
RESPONSE_BYTES = 6_291_556
"""Lambda's limit of an answer."""
TASK_ROOT = "/var/task"
"""Where the code of functions lies on AWS; traces say so here as well."""
PYTHON = "/var/lang"
"""Where Python lies there."""
LINE_BREAK = "\r"
"""A break within one message of a log; the embedded AWS makes a line break of it."""
_KEEP_ORPHANS, _DIE_WITH_PARENT = 36, 1


class Context:
    """What Lambda tells a handler about its invocation."""

    latest_request_id = ""

    def __init__(self, invocation: dict[str, Any]) -> None:
        """Take what differs between invocations; the rest is in the environment."""
        self.aws_request_id = Context.latest_request_id = invocation["request_id"]
        self.invoked_function_arn = invocation["arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = None
        self.client_context = None
        self._end = time.monotonic() + invocation["seconds"]

    def get_remaining_time_in_millis(self) -> int:
        """Give the milliseconds that are left."""
        return max(0, int((self._end - time.monotonic()) * 1000))


class CannotLoad(Exception):
    """The handler is not to be had; `kind` is Lambda's word for why."""

    def __init__(self, kind: str, message: str) -> None:
        """Take Lambda's words for it."""
        super().__init__(message)
        self.kind = kind


class TaskLoader(SourceFileLoader):
    """Loads the function's modules so that traces show them below /var/task, while `__file__` is where they are."""

    def get_code(self, fullname: str) -> CodeType | None:
        """Give a module's code, named as on AWS."""
        code = super().get_code(fullname)
        return code and _told(code, os.environ["LAMBDA_TASK_ROOT"])


def _told(code: CodeType, root: str) -> CodeType:
    inner = tuple(_told(one, root) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=TASK_ROOT + code.co_filename.removeprefix(root), co_consts=inner)


def _find_modules_in(root: str) -> None:
    """Have modules below the function's directory loaded by `TaskLoader`."""
    finder = FileFinder.path_hook(
        (ExtensionFileLoader, EXTENSION_SUFFIXES),
        (TaskLoader, SOURCE_SUFFIXES),
        (SourcelessFileLoader, BYTECODE_SUFFIXES),
    )

    def below_the_root(path: str) -> Any:
        if path == root or path.startswith(f"{root}{os.sep}"):
            return finder(path)
        raise ImportError(path)

    sys.path_hooks.insert(0, below_the_root)
    sys.path.insert(0, root)


def _limit_memory(megabytes: int) -> None:
    """Let this process, and each that it starts, write to so much memory of its own and no more (Linux).

    Threads get small stacks: Lambda counts what of them is used, RLIMIT_DATA (setrlimit(2)) all that is set aside.
    """
    threading.stack_size(STACK_BYTES)
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1024 * 1024,) * 2)


def _keep_children() -> None:
    """What this process has started stays its own, whatever becomes of those between; and it dies with the embedded AWS."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(_KEEP_ORPHANS, 1, 0, 0, 0)
        libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def _handler() -> Callable[[Any, Context], Any]:
    """Load the handler; what Lambda cannot load it tells in these words (its runtime interface client)."""
    named = os.environ["_HANDLER"]
    module, _, name = named.rpartition(".")
    if not module:
        raise CannotLoad(
            "Runtime.MalformedHandlerName", f"Bad handler '{named}': not enough values to unpack (expected 2, got 1)"
        )
    try:
        loaded = import_module(module.replace("/", "."))
    except ImportError as problem:
        raise CannotLoad("Runtime.ImportModuleError", f"Unable to import module '{module}': {problem}") from problem
    except SyntaxError as problem:
        raise CannotLoad("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module}': {problem}") from problem
    if not hasattr(loaded, name):
        raise CannotLoad("Runtime.HandlerNotFound", f"Handler '{name}' missing on module '{module}'")
    handler: Callable[[Any, Context], Any] = getattr(loaded, name)
    return handler


def _load() -> tuple[Callable[[Any, Context], Any] | None, dict[str, Any]]:
    """Give the handler, and what is answered about it."""
    try:
        return _handler(), {"loaded": True}
    except CannotLoad as problem:
        _log_error(problem.kind, str(problem), [])
        return None, {"error": _error(problem.kind, str(problem), "", [])}
    except Exception as problem:
        return None, {"error": _failure(problem, "")}


def _answer(handler: Callable[[Any, Context], Any], invocation: dict[str, Any]) -> dict[str, Any]:
    """Give what became of an invocation; what a handler raises is an error of the function, as Lambda tells it."""
    request_id = invocation["request_id"]
    os.environ["_X_AMZN_TRACE_ID"] = invocation["trace"]
    try:
        result = handler(json.loads(invocation["event"]), Context(invocation))
    except Exception as problem:
        return {"error": _failure(problem, request_id)}
    try:
        return _fitting(_told_in_json(result))
    except (TypeError, ValueError, RecursionError) as problem:
        message = f"Unable to marshal response: {problem}"
        _log_error("Runtime.MarshalError", message, [])
        return {"error": _error("Runtime.MarshalError", message, request_id, [])}


def _told_in_json(result: Any) -> str:
    """Bytes are an answer as they are, as on Lambda, and within an answer the text that they are."""
    return result.decode() if isinstance(result, bytes) else json.dumps(result, default=_as_text)


def _as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode()
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def _fitting(result: str) -> dict[str, Any]:
    if len(result.encode()) <= RESPONSE_BYTES:
        return {"result": result}
    message = f"Response payload size exceeded maximum allowed payload size ({RESPONSE_BYTES} bytes)."
    return {"error": {"errorMessage": message, "errorType": "Function.ResponseSizeTooLarge"}}


def _failure(problem: Exception, request_id: str) -> dict[str, Any]:
    """Lambda's error for an exception; its trace begins in the function's own code."""
    trace = [one for one in traceback.extract_tb(problem.__traceback__) if one.filename != __file__]
    lines = [line.replace(sys.base_prefix, PYTHON, 1) for line in traceback.format_list(trace)]
    _log_error(type(problem).__name__, str(problem), lines)
    return _error(type(problem).__name__, str(problem), request_id, lines)


def _error(kind: str, message: str, request_id: str, trace: list[str]) -> dict[str, Any]:
    return {"errorMessage": message, "errorType": kind, "requestId": request_id, "stackTrace": trace}


def _log_error(kind: str, message: str, trace: list[str]) -> None:
    """Write an error as one message, as Lambda does: what indents its lines is no space that could be cut off."""
    told = ["Traceback (most recent call last):", *"".join(trace).splitlines()]
    indented = ["\xa0" * (len(line) - len(line.lstrip(" "))) + line.lstrip(" ") for line in told]
    sys.stderr.write(LINE_BREAK.join([f"[ERROR] {kind}: {message}", *indented]) + "\n")


def _read(descriptor: int, length: int) -> bytes:
    """Read so many bytes, or fewer where there are no more."""
    pieces: list[bytes] = []
    while length > 0 and (piece := os.read(descriptor, length)):
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def _next(descriptor: int) -> dict[str, Any] | None:
    """Wait for the next invocation; nothing when there will be no more."""
    length = _read(descriptor, LENGTH.size)
    if len(length) < LENGTH.size:
        return None
    invocation: dict[str, Any] = json.loads(_read(descriptor, *LENGTH.unpack(length)))
    return invocation


def _write(descriptor: int, answer: dict[str, Any]) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    text = json.dumps(answer).encode()
    frame = LENGTH.pack(len(text)) + text
    while frame:
        frame = frame[os.write(descriptor, frame) :]


def _facts() -> dict[str, Any]:
    """What Lambda reports, and whether nothing that was started runs on."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return {"memory": used // 1024, "alone": True}
    return {"memory": used // 1024, "alone": False}


def _log_as_lambda_does() -> None:
    """Have what is logged bear the time in UTC and the id of the invocation."""
    stock = logging.getLogRecordFactory()

    def record(*args: Any, **more: Any) -> logging.LogRecord:
        made = stock(*args, **more)
        made.aws_request_id = Context.latest_request_id
        return made

    logging.setLogRecordFactory(record)
    logging.Formatter.converter = time.gmtime
    form = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s"
    logging.basicConfig(format=form, datefmt="%Y-%m-%dT%H:%M:%S")


def _close(descriptors: Iterable[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _prepare(descriptors: tuple[int, int]) -> None:
    """Set this process's bounds; nothing that it starts has what it talks to the embedded AWS through."""
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)
    _keep_children()
    _limit_memory(int(os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]))
    os.register_at_fork(after_in_child=lambda: _close(descriptors))
    _log_as_lambda_does()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # what was printed before a time-out is kept
    _find_modules_in(os.environ["LAMBDA_TASK_ROOT"])


def main() -> None:
    """Load the handler, then run it for each event until there are no more."""
    reading, writing = int(sys.argv[1]), int(sys.argv[2])
    _prepare((reading, writing))
    handler, loaded = _load()
    _write(writing, loaded)
    while handler and (invocation := _next(reading)):
        signal.alarm(math.ceil(invocation["seconds"]) + 2)  # should nobody else end it
        answer = _answer(handler, invocation)
        signal.alarm(0)
        _write(writing, answer | _facts())


if __name__ == "__main__":
    main()
