"""Runs a handler once, inside the function's own process. Stands alone: standard library only, nothing of meshctl.

Arguments: the file descriptor for the result, the request id, the function's ARN, its time limit in seconds.
The event is JSON on stdin; the result is JSON, `{"result": ...}` or `{"error": {...}}`, on the descriptor.
"""

import ctypes
import importlib
import json
import logging
import math
import os
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

STACK_BYTES = 1024 * 1024


class Context:
    """What Lambda tells a handler about its invocation."""

    def __init__(self, request_id: str, arn: str, seconds: float) -> None:
        """Take what differs between invocations; the rest is in the environment."""
        self.aws_request_id = request_id
        self.invoked_function_arn = arn
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = f"/aws/lambda/{self.function_name}"
        self.log_stream_name = "meshctl"
        self.identity = None
        self.client_context = None
        self._end = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> int:
        """Give the milliseconds that are left."""
        return max(0, int((self._end - time.monotonic()) * 1000))


def _limit_memory(megabytes: int) -> None:
    """Let this process, and each that it starts, write to so much memory of its own and no more (Linux).

    Threads get small stacks: Lambda counts what of them is used, RLIMIT_DATA (setrlimit(2)) all that is set aside.
    """
    threading.stack_size(STACK_BYTES)
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1024 * 1024,) * 2)


def _keep_children() -> None:
    """What this process has started stays its own, whatever becomes of those between (see `process_groups`)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def _handler() -> Callable[[Any, Context], Any]:
    module, _, name = os.environ["_HANDLER"].replace("/", ".").rpartition(".")
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    handler: Callable[[Any, Context], Any] = getattr(importlib.import_module(module), name)
    return handler


def _answer(event: Any, context: Context) -> str:
    """Give the result as text; what a handler raises is an error of the function, as Lambda tells it."""
    try:
        return json.dumps({"result": _handler()(event, context)})
    except Exception as error:
        trace = traceback.format_exc()
        sys.stderr.write(trace)
        said = {"errorMessage": str(error), "errorType": type(error).__name__, "requestId": context.aws_request_id}
        return json.dumps({"error": {**said, "stackTrace": trace.splitlines()}})


def main() -> None:
    """Run the handler and hand over what it gave."""
    descriptor, request_id, arn, seconds = int(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4])
    os.set_inheritable(descriptor, False)
    _keep_children()
    _limit_memory(int(os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]))
    os.register_at_fork(after_in_child=lambda: os.close(descriptor))  # the end of the result is the end of the pipe
    signal.alarm(math.ceil(seconds) + 2)  # should the embedded AWS die, nobody else ends this process
    logging.basicConfig(format="[%(levelname)s] %(name)s %(message)s")
    answer = _answer(json.load(sys.stdin), Context(request_id, arn, seconds)).encode()
    sys.stdout.flush()
    while answer:
        answer = answer[os.write(descriptor, answer) :]
    os.close(descriptor)  # the embedded AWS ends this process now, with whatever the handler left running


if __name__ == "__main__":
    main()
