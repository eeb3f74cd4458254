"""The stacks of a stage, for people, for programs, and as a matrix of GitHub Actions. Pure."""

from collections.abc import Sequence
from dataclasses import asdict
from json import dumps

from meshctl.plan.stack_graph import StackInGraph
from meshctl.report.tables import table

MOST_JOBS = 256
"""GitHub Actions, "Running variations of jobs in a workflow": a matrix makes at most 256 jobs."""


def graph_as_text(stacks: Sequence[StackInGraph]) -> str:
    """A line a stack; of what many are needed for, how many."""
    return table([{**asdict(one), "needs": _needed(one.needs)} for one in stacks])


def graph_as_json(stacks: Sequence[StackInGraph]) -> str:
    """Every field, in the order of applying."""
    return dumps({"stacks": [asdict(one) for one in stacks]}, indent=2)


def graph_as_matrix(stacks: Sequence[StackInGraph]) -> str:
    """One line, for `fromJSON` in a workflow: a job for each system, which `--only` takes. Raises `ValueError` for more than
    GitHub takes."""
    jobs = [{"system": one.system, "stack": one.stack, "account": one.account} for one in stacks if one.system]
    if len(jobs) > MOST_JOBS:
        raise ValueError(f"{len(jobs)} systems are more than the {MOST_JOBS} jobs of a matrix")
    return dumps({"include": jobs})


def _needed(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= 1 else f"{len(names)} stacks"
