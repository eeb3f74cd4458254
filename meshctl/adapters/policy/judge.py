"""Has checkov and parliament judge plans, or checkov a directory of HCL. Decides nothing about what they say.

Plans lie on the disk only for as long as a question takes, in a directory that nobody else can read.
"""

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from meshctl.adapters.environments.program_environment import python_of
from meshctl.adapters.installation import policy_pack
from meshctl.adapters.policy.environment import CHECKOV
from meshctl.adapters.policy.programs import ask_program
from meshctl.adapters.private.files import write_private
from meshctl.errors import MeshctlError
from meshctl.results.policy import PolicyAnswer, PolicyVerdict

CONTEXT = "MESHCTL_POLICY_CONTEXT"


class PolicyPrograms:
    """A `PolicyJudge`: AWS's pack, meshctl's own, and IAM's grammar; `context` is what the own pack is told of a mesh."""

    def __init__(self, environment: Mapping[str, str], context: Mapping[str, Any]) -> None:
        """Raises `MeshctlError` where checkov's environment is not there."""
        self._python = python_of(CHECKOV.find(environment))
        self._context = context

    def plans(self, plans: Mapping[str, bytes], sources: Path | None) -> PolicyAnswer:
        """What is said of plans (as `terraform show -json` gives them) by their names; `sources` is the HCL behind them."""
        with self._scratch() as scratch:
            files = {str(_write(scratch / f"{at}.json", plan)): name for at, (name, plan) in enumerate(plans.items())}
            run = partial(self._run, scratch)
            with ThreadPoolExecutor(2) as pool:
                grammar = pool.submit(run, "parliament", [*files])
                judged = pool.submit(run, "checkov", _question([*files], sources))
            return _answer(judged.result(), grammar.result(), files)

    def directory(self, directory: Path) -> PolicyAnswer:
        """What is said of the HCL in a directory and below it."""
        with self._scratch() as scratch:
            return _answer(
                self._run(scratch, "checkov", _question([], directory)),
                [],
                {"": str(directory)},
                f"{directory.resolve()}/",
            )

    def _run(self, scratch: Path, program: str, question: Any) -> Any:
        context = {CONTEXT: str(scratch / "context")} if self._context else {}
        return ask_program(self._python, program, question, scratch, **context)

    @contextmanager
    def _scratch(self) -> Iterator[Path]:
        with TemporaryDirectory(prefix="meshctl-policy-") as name:
            scratch = Path(name).resolve()
            write_private(scratch / "context", json.dumps(self._context).encode())
            yield scratch


def _write(path: Path, content: bytes) -> Path:
    write_private(path, content)
    return path


def _question(plans: list[str], directory: Path | None) -> dict[str, Any]:
    return {"plans": plans, "directory": str(directory.resolve()) if directory else "", "packs": [str(policy_pack())]}


def _answer(judged: Any, grammar: Any, files: Mapping[str, str], root: str = "") -> PolicyAnswer:
    """Both answers as one, with plans by their names, and files below `root` from there.

    Raises `MeshctlError` for an answer of another form.
    """
    try:
        failed, skipped, unanswered = (
            tuple(_verdict(one, files, root) for one in judged[key]) for key in ("failed", "skipped", "unanswered")
        )
        return PolicyAnswer(
            {name: int(judged["resources"][file]) for file, name in files.items()},
            {str(check): str(name) for check, name in judged["asked"].items()},
            (*failed, *(_misspelt(one, files) for one in grammar)),
            skipped,
            unanswered,
            tuple(files.get(str(one), str(one).removeprefix(root)) for one in judged["unread"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = "checkov gave an answer of a form that this meshctl does not know"
        raise MeshctlError(message, "build its environment anew: meshctl policy --set-up") from error


def _verdict(said: Mapping[str, Any], files: Mapping[str, str], root: str) -> PolicyVerdict:
    file = str(said["file"])
    return PolicyVerdict(
        str(said["check"]),
        str(said["name"]),
        files.get(file, file.removeprefix(root)),
        str(said["address"]),
        str(said["source"]),
        int(said["line"]),
        tuple(map(str, said["details"])),
        str(said["guideline"]),
        str(said["reason"]),
    )


def _misspelt(said: Mapping[str, Any], files: Mapping[str, str]) -> PolicyVerdict:
    check, details = f"IAM_{said['issue']}", (f"in `{said['argument']}`",)
    return PolicyVerdict(check, str(said["title"]), files[str(said["file"])], str(said["address"]), details=details)
