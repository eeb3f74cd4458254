"""Runs functions, a few at a time. The only place that starts processes inside the embedded AWS."""

import threading
import uuid
from pathlib import Path

from meshctl.adapters.local_aws.functions import logs, process
from meshctl.adapters.local_aws.functions.code import BadPackage, UnpackedPackages
from meshctl.adapters.local_aws.functions.function import RunnableFunction, environment
from meshctl.adapters.local_aws.functions.outcomes import InvocationOutcome, failed, outcome_of, timed_out
from meshctl.adapters.local_aws.functions.process_groups import ProcessGroups
from meshctl.adapters.local_aws.identities import Sessions

AT_ONCE = 8


class Runner:
    """Runs functions from the packages that were uploaded, as their own roles, in their own accounts."""

    def __init__(self, home: Path, endpoint: str) -> None:
        self._home = home
        self._endpoint = endpoint
        self._sessions = Sessions()
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._groups = ProcessGroups()
        self._packages = UnpackedPackages(home)

    def run(self, function: RunnableFunction, event: bytes) -> InvocationOutcome:
        """Run a function once, waiting for a free slot first."""
        if not function.runtime.startswith("python"):
            return failed("Runtime.Unsupported", f"the embedded AWS runs Python functions, not {function.runtime}")
        with self._slots:
            try:
                root = self._packages.task_root(function.package_hash, function.package)
            except BadPackage as problem:
                return failed("Runtime.BadPackage", str(problem))
            return self._run_in(root, function, event)

    def stop(self) -> None:
        """End what runs."""
        self._groups.end_all()

    def _run_in(self, root: Path, function: RunnableFunction, event: bytes) -> InvocationOutcome:
        request_id = str(uuid.uuid4())
        arguments = (request_id, function.arn, str(function.timeout))
        command = process.Command(arguments, self._variables(function, root), root, function.timeout)
        ended = process.run(command, event, self._home, self._groups)
        outcome = _outcome(ended, function, request_id)
        logs.keep(self._home, function, outcome.log)
        return outcome

    def _variables(self, function: RunnableFunction, root: Path) -> dict[str, str]:
        session = self._sessions.of(function.role_arn, function.name, function.region)
        return {
            **environment(function, str(root), self._endpoint),
            "AWS_ACCESS_KEY_ID": session.access_key,
            "AWS_SECRET_ACCESS_KEY": session.secret_key,
            "AWS_SESSION_TOKEN": session.session_token,
        }


def _outcome(ended: process.Ended, function: RunnableFunction, request_id: str) -> InvocationOutcome:
    if ended.answer is None:
        return timed_out(function.timeout, ended.milliseconds, request_id, ended.log)
    return outcome_of(ended.answer, ended.milliseconds, request_id, ended.status, ended.log)
