"""Runs functions, a few at a time. The only place that starts processes inside the embedded AWS."""

import threading
import time
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from moto.core import utils

from meshctl.adapters.local_aws.clock import timestamp
from meshctl.adapters.local_aws.functions import logs
from meshctl.adapters.local_aws.functions.code import BadPackage, UnpackedPackages
from meshctl.adapters.local_aws.functions.function import RunnableFunction, environment
from meshctl.adapters.local_aws.functions.outcomes import (
    InvocationOutcome,
    InvocationReport,
    died,
    failed,
    outcome_of,
    timed_out,
)
from meshctl.adapters.local_aws.functions.process import Command, Frame, FunctionProcess
from meshctl.adapters.local_aws.functions.process_groups import ProcessGroups
from meshctl.adapters.local_aws.functions.requests import InvocationRequest
from meshctl.adapters.local_aws.functions.warm import WarmFunction, WarmFunctions
from meshctl.adapters.local_aws.identities import Sessions

AT_ONCE = 8
LOADING_SECONDS = 10
"""Lambda's limit for loading the code; what takes longer has the function's own time limit on top."""


@dataclass(frozen=True)
class _Answered:
    """What a process said, and after how many milliseconds; nothing when its time was up."""

    answer: Frame | None
    milliseconds: int


class Runner:
    """Runs functions from the packages that were uploaded, as their own roles, in their own accounts."""

    def __init__(self, home: Path, endpoint: str) -> None:
        self._home = home
        self._endpoint = endpoint
        self._sessions = Sessions()
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._groups = ProcessGroups()
        self._packages = UnpackedPackages(home)
        self._warm = WarmFunctions()

    def run(self, function: RunnableFunction, request: InvocationRequest) -> InvocationOutcome:
        """Run a function once, waiting for a free slot first."""
        if not function.runtime.startswith("python"):
            return failed("Runtime.Unsupported", f"the embedded AWS runs Python functions, not {function.runtime}")
        with self._slots:
            if warm := self._warm.take(function):
                return self._give(warm, request, None)
            try:
                return self._load_and_give(function, request)
            except BadPackage as problem:
                return failed("Runtime.BadPackage", str(problem))

    def stop(self) -> None:
        """End what runs and what waits."""
        self._warm.stop()
        self._groups.end_all()

    def _load_and_give(self, function: RunnableFunction, request: InvocationRequest) -> InvocationOutcome:
        stream, began = _stream(function), time.monotonic()
        process = FunctionProcess(self._command(function, stream), self._home, self._groups)
        loaded = _Answered(process.answer(LOADING_SECONDS + function.timeout), _since(began))
        started = WarmFunction(function, process, stream)
        if loaded.answer and "error" not in loaded.answer:
            return self._give(started, request, loaded.milliseconds)
        return self._end(started, request, loaded, None)

    def _give(self, warm: WarmFunction, request: InvocationRequest, loading: int | None) -> InvocationOutcome:
        began = time.monotonic()
        warm.process.give(_frame(warm.function, request))
        answered = _Answered(warm.process.answer(warm.function.timeout), _since(began))
        return self._end(warm, request, answered, loading)

    def _end(
        self, warm: WarmFunction, request: InvocationRequest, answered: _Answered, loading: int | None
    ) -> InvocationOutcome:
        """Keep the process for the next event, or end it with all it started."""
        keeps = bool(answered.answer and answered.answer.get("alone"))
        status = 0
        if keeps:
            warm.process.freeze()
        else:
            status = warm.process.end()
        outcome = _outcome(answered, warm.function, request, status)
        log = self._log(warm, request, outcome, InvocationReport.of(answered.answer, answered.milliseconds, loading))
        if keeps:
            self._warm.keep(warm)
        return replace(outcome, log=log)

    def _log(
        self, warm: WarmFunction, request: InvocationRequest, outcome: InvocationOutcome, report: InvocationReport
    ) -> bytes:
        function, printed = warm.function, warm.process.log()
        if outcome.kind == "timed-out":
            printed += f"{timestamp(utils.unix_time())} {request.id} Task timed out after {function.timeout:.2f} seconds\n\n".encode()
        logs.to_file(self._home, function, logs.broken(printed))
        log = report.around(printed, request.id, function.version, function.memory)
        logs.to_cloudwatch(function, warm.stream, log)
        return logs.broken(log)

    def _command(self, function: RunnableFunction, stream: str) -> Command:
        root = self._packages.task_root(function.package_hash, function.package)
        session = self._sessions.of(function.role_arn, function.name, function.region)
        variables = {
            **environment(function, str(root), self._endpoint, stream),
            "AWS_ACCESS_KEY_ID": session.access_key,
            "AWS_SECRET_ACCESS_KEY": session.secret_key,
            "AWS_SESSION_TOKEN": session.session_token,
        }
        return Command(variables, root)


def _frame(function: RunnableFunction, request: InvocationRequest) -> Frame:
    return {
        "event": request.event.decode(),
        "request_id": request.id,
        "trace": request.trace,
        "arn": function.arn_as(request.qualifier),
        "seconds": function.timeout,
    }


def _outcome(
    answered: _Answered, function: RunnableFunction, request: InvocationRequest, status: int
) -> InvocationOutcome:
    if answered.answer is None:
        return timed_out(function.timeout, answered.milliseconds, request.id)
    if not answered.answer:
        return died(request.id, status, answered.milliseconds)
    return outcome_of(answered.answer, answered.milliseconds)


def _stream(function: RunnableFunction) -> str:
    """Name a log stream as Lambda does, one for each process."""
    return f"{utils.utcnow():%Y/%m/%d}/[{function.version}]{uuid.uuid4().hex}"


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
