"""What became of the stacks, for people. Pure."""

from collections.abc import Iterator

from meshctl.plan.alike_failures import alike
from meshctl.plan.stacks_result import StacksResult


def stacks_result_as_text(result: StacksResult) -> str:
    """One line a stack: done, stopped by the operator, failed, or not tried; each reason for failing and its way out once."""
    why = "of the interruption" if result.interrupted else "a stack before it is not done"
    return "\n".join(
        (
            *(f"  done     {stack}" for stack in result.done),
            *((f"  stopped  {stack}" for stack in result.failed) if result.interrupted else _failed(result)),
            *(f"  waiting  {stack}: not tried, because {why}" for stack in result.skipped),
        )
    )


def _failed(result: StacksResult) -> Iterator[str]:
    for stacks in alike(result.failed):
        error = result.failed[stacks[0]]
        if len(stacks) == 1:
            yield f"  failed   {stacks[0]}: {error.message}"
        else:
            yield from (f"  failed   {stack}" for stack in stacks)
            yield f"           {len(stacks)} stacks for one reason: {error.message}"
        yield f"           = help: {error.hint}"
