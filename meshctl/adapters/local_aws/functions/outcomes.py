"""How an invocation ended. Pure; the words are Lambda's."""

import json
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class InvocationOutcome:
    """What a function gave back, or how it failed; `error` is the error's type, never its message."""

    kind: Literal["handled", "failed", "timed-out"]
    payload: bytes
    milliseconds: int
    error: str | None = None
    log: bytes = b""

    @property
    def handled(self) -> bool:
        """Whether the handler returned."""
        return self.kind == "handled"


def outcome_of(answer: bytes, milliseconds: int, request_id: str, status: int | None, log: bytes) -> InvocationOutcome:
    """Read what the function's process said; it may have died before it said anything."""
    try:
        said = json.loads(answer)
    except ValueError:
        message = f"RequestId: {request_id} Error: Runtime exited with error: exit status {status}"
        return failed("Runtime.ExitError", message, milliseconds, log)
    if "error" in said:
        payload = json.dumps(said["error"]).encode()
        return InvocationOutcome("failed", payload, milliseconds, str(said["error"]["errorType"]), log)
    return InvocationOutcome("handled", json.dumps(said["result"]).encode(), milliseconds, None, log)


def failed(error: str, message: str, milliseconds: int = 0, log: bytes = b"") -> InvocationOutcome:
    """Give the outcome of an invocation whose handler never answered."""
    payload = json.dumps({"errorMessage": message, "errorType": error}).encode()
    return InvocationOutcome("failed", payload, milliseconds, error, log)


def timed_out(seconds: int, milliseconds: int, request_id: str, log: bytes) -> InvocationOutcome:
    """Give the outcome of an invocation that took too long."""
    message = f"RequestId: {request_id} Error: Task timed out after {seconds:.2f} seconds"
    payload = json.dumps({"errorMessage": message, "errorType": "Sandbox.Timedout"}).encode()
    return InvocationOutcome("timed-out", payload, milliseconds, "Sandbox.Timedout", log + f"{message}\n".encode())
