"""Asks checkov and parliament about many sets of plans, one after the other. Runs in checkov's own environment.

Started as a program with the checkout on its path; of meshctl it takes only what runs there as well. Reads a question
from standard input and writes an answer to standard output, both JSON (`policy_questions` has their forms). One process
for many questions: to start takes longer than to ask.
"""

import gc
import json
import logging
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from checkov.runner_filter import RunnerFilter
from checkov.terraform.plan_runner import Runner

from meshctl.adapters.policy import parliament_main

_RUNNERS: list[Runner] = []
"""Kept, for a check may know the graph of a run by its `id`."""


def main() -> None:
    """Answers one question."""
    logging.disable(logging.CRITICAL)
    gc.disable()  # it takes half the time of a run, and finds little to free
    question = json.load(sys.stdin)
    with redirect_stdout(sys.stderr):
        answer = [_answer(plans, question["packs"]) for plans in question["rounds"]]
    json.dump(answer, sys.stdout)


def _answer(plans: list[str], packs: list[str]) -> dict[str, Any]:
    runner = Runner()
    load = [] if _RUNNERS else packs  # checks stay registered
    _RUNNERS.append(runner)
    report = runner.run(None, external_checks_dir=load, files=plans, runner_filter=RunnerFilter(["terraform_plan"]))
    failed = [(one.check_id, one.file_abs_path, one.resource_address or one.resource) for one in report.failed_checks]
    return {"resources": len(report.resources), "failed": failed + [one for plan in plans for one in _misspelt(plan)]}


def _misspelt(plan: str) -> list[tuple[str, str, str]]:
    found = parliament_main._of_plan(json.loads(Path(plan).read_bytes()))
    return [(f"IAM_{one['issue']}", plan, one["address"]) for one in found]


if __name__ == "__main__":
    main()
