"""How an invocation ended, and what Lambda writes about it. Pure; the words are Lambda's."""

import json
import signal
from dataclasses import dataclass
from typing import Any, Literal


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

    @property
    def error_message(self) -> str:
        """What the error says; empty when there is none."""
        return "" if self.handled else str(json.loads(self.payload).get("errorMessage", ""))


def outcome_of(answer: dict[str, Any], milliseconds: int) -> InvocationOutcome:
    """Read what the function's process said of an invocation."""
    if "error" in answer:
        payload = json.dumps(answer["error"]).encode()
        return InvocationOutcome("failed", payload, milliseconds, str(answer["error"]["errorType"]))
    return InvocationOutcome("handled", answer["result"].encode(), milliseconds)


def died(request_id: str, status: int, milliseconds: int) -> InvocationOutcome:
    """Give the outcome of an invocation whose process ended before it had answered; `status` is that of a child."""
    reason = "Runtime exited without providing a reason"
    if status:
        ending = f"exit status {status}" if status > 0 else f"signal: {_signal(-status)}"
        reason = f"Runtime exited with error: {ending}"
    return failed("Runtime.ExitError", f"RequestId: {request_id} Error: {reason}", milliseconds)


def _signal(number: int) -> str:
    return "killed" if number == signal.SIGKILL else (signal.strsignal(number) or str(number)).lower()


def failed(error: str, message: str, milliseconds: int = 0) -> InvocationOutcome:
    """Give the outcome of an invocation whose handler never answered."""
    payload = json.dumps({"errorType": error, "errorMessage": message}).encode()
    return InvocationOutcome("failed", payload, milliseconds, error)


def timed_out(seconds: int, milliseconds: int, request_id: str) -> InvocationOutcome:
    """Give the outcome of an invocation that took too long."""
    message = f"RequestId: {request_id} Error: Task timed out after {seconds:.2f} seconds"
    payload = json.dumps({"errorType": "Sandbox.Timedout", "errorMessage": message}).encode()
    return InvocationOutcome("timed-out", payload, milliseconds, "Sandbox.Timedout")


@dataclass(frozen=True)
class InvocationReport:
    """The figures that Lambda writes: milliseconds that it took, and that loading took where it was loaded; MB used."""

    milliseconds: int
    loading: int | None
    used: int

    @classmethod
    def of(cls, answer: dict[str, Any] | None, milliseconds: int, loading: int | None) -> "InvocationReport":
        """Report of what a process said; one that said nothing used what nobody knows."""
        return cls(milliseconds, loading, (answer or {}).get("memory", 0))

    def around(self, printed: bytes, request_id: str, version: str, memory: int) -> bytes:
        """Give an invocation's log as CloudWatch has it; `memory` is the function's, in MB."""
        loaded = "" if self.loading is None else f"Init Duration: {self.loading:.2f} ms\t"
        figures = (
            f"Duration: {self.milliseconds:.2f} ms\tBilled Duration: {self.milliseconds} ms\t"
            f"Memory Size: {memory} MB\tMax Memory Used: {self.used} MB\t{loaded}"
        )
        begin = f"START RequestId: {request_id} Version: {version}\n"
        end = f"END RequestId: {request_id}\nREPORT RequestId: {request_id}\t{figures}\n"
        return begin.encode() + printed + end.encode()
