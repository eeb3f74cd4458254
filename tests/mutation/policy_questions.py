"""Asks checkov and parliament about rounds of mutants, each round a run over all plans of a stage."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from meshctl.adapters.environments.program_environment import python_of
from meshctl.adapters.installation import policy_pack
from meshctl.adapters.policy.environment import CHECKOV
from tests.mutation.plan_mutants import Plan, managed_resources, mutated
from tests.mutation.rounds import Failure, Round

_MAIN = Path(__file__).with_name("rounds_main.py")
_UNREAD = (
    "sensitive_values",
    "before_sensitive",
    "after_sensitive",
    "tags",
    "tags_all",
    "checks",
    "relevant_attributes",
)
_EMPTY = ("before", "after")
"""What the packs do not read of a plan, or want to be there and no more: checkov spends half its time on reading."""


class PolicyQuestions:
    """What both packs and parliament say of the plans of a stage by their stacks; `knowledge` is what the own pack is told."""

    def __init__(self, plans: Mapping[str, Plan], knowledge: Mapping[str, Any]) -> None:
        self._plans = plans
        self._knowledge = knowledge

    def __call__(self, rounds: Sequence[Round]) -> list[frozenset[Failure]]:
        """What fails in each round and does not fail without mutants; two processes share the rounds."""
        middle = (len(rounds) + 1) // 2
        with ThreadPoolExecutor(2) as pool:
            halves = list(pool.map(self._run, [((), *rounds[:middle]), ((), *rounds[middle:])]))
        return [failures - without for without, *found in halves for failures in found]

    def _run(self, rounds: Sequence[Round]) -> list[frozenset[Failure]]:
        with TemporaryDirectory(prefix="mutation-") as scratch:
            plans = [self._written(Path(scratch, str(at)), one) for at, one in enumerate(rounds)]
            answers = self._asked([list(map(str, one)) for one in plans], Path(scratch))
            return [_failures(*pair) for pair in zip(answers, plans, strict=True)]

    def _written(self, directory: Path, mutants: Round) -> dict[Path, int]:
        """The files of all plans with a round's mutants, and how many resources each has."""
        directory.mkdir()
        files = {}
        for stack, plan in self._plans.items():
            left = mutated(plan, [mutant for mutant in mutants if mutant.stack == stack])
            file = directory.resolve() / f"{stack}.json"
            file.write_text(json.dumps(_read_part(left)), "utf-8")
            files[file] = len(list(managed_resources(left)))
        return files

    def _asked(self, rounds: list[list[str]], scratch: Path) -> list[dict[str, Any]]:
        context = scratch / "context"
        context.write_text(json.dumps(self._knowledge), "utf-8")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(scratch),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "MESHCTL_POLICY_CONTEXT": str(context),
        }
        question = json.dumps({"packs": [str(policy_pack())], "rounds": rounds})
        command = [python_of(CHECKOV.find(os.environ)), _MAIN]
        done = subprocess.run(command, input=question, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        answers: list[dict[str, Any]] = json.loads(done.stdout)
        return answers


def _failures(answer: Mapping[str, Any], plans: Mapping[Path, int]) -> frozenset[Failure]:
    assert answer["resources"] == sum(plans.values()), "checkov has left resources out"
    return frozenset(Failure(check, Path(file).stem, address) for check, file, address in answer["failed"])


def _read_part(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: {} if key in _EMPTY else _read_part(inner) for key, inner in value.items() if key not in _UNREAD}
    return [_read_part(inner) for inner in value] if isinstance(value, list) else value
