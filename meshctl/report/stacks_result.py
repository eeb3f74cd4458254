"""What became of the stacks, for people. Pure."""

from meshctl.plan.stacks_result import StacksResult


def stacks_result_as_text(result: StacksResult) -> str:
    """One line a stack: done, stopped by the operator, failed with its reason and way out, or not tried."""
    lines = [f"  done     {stack}" for stack in result.done]
    for stack, error in result.failed.items():
        if result.interrupted:
            lines.append(f"  stopped  {stack}")
        else:
            lines += [f"  failed   {stack}: {error.message}", f"           = help: {error.hint}"]
    lines += [f"  waiting  {stack}: not tried, because a stack before it is not done" for stack in result.skipped]
    return "\n".join(lines)
