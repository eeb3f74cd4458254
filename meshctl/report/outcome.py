"""What became of the stacks, for people. Pure."""

from meshctl.plan.outcomes import Outcome


def outcome_as_text(outcome: Outcome) -> str:
    """One line a stack: done, stopped by the operator, failed with its reason and way out, or not tried."""
    lines = [f"  done     {stack}" for stack in outcome.done]
    for stack, error in outcome.failed.items():
        if outcome.interrupted:
            lines.append(f"  stopped  {stack}")
        else:
            lines += [f"  failed   {stack}: {error.message}", f"           = help: {error.hint}"]
    lines += [f"  waiting  {stack}: not tried, because a stack before it is not done" for stack in outcome.skipped]
    return "\n".join(lines)
