"""The table of stacks: what each does and waits for, how many of how many, and about how much longer."""

from hypothesis import given
from hypothesis import strategies as st

from meshctl.plan.changes import ResourceChange
from meshctl.progress.stacks_progress import StacksProgress, after, ahead
from meshctl.progress.steps import APPLY, DONE, FAILED, STOPPED, ResourceStep, StackEnds, StacksAhead, StackStep
from meshctl.report.stacks.progress_table import progress_table

LETTERS = 'module.dead_letters["a/b"].aws_sqs_queue.dead_letters'
CREATES = (
    ResourceChange("system-a", LETTERS, "create"),
    ResourceChange("system-a", "module.a.aws_iam_role.a", "create"),
)
WAVES = (("hub",), ("system-a", "system-b"), ("routes",))


def part_way() -> StacksProgress:
    stood = ahead(StacksAhead(APPLY, WAVES, {"system-a": CREATES, "hub": CREATES[1:]}), 0)
    stood = after(stood, "hub", StackStep("applying"), 1)
    stood = after(stood, "hub", ResourceStep("module.a.aws_iam_role.a", "done", "create", 1, 1), 4)
    stood = after(stood, "hub", StackStep("applied"), 4)
    stood = after(stood, "hub", StackEnds(DONE), 4)
    stood = after(stood, "system-b", StackStep("applying"), 5)
    stood = after(stood, "system-b", StackEnds(FAILED), 6)
    stood = after(stood, "system-a", StackStep("applying"), 5)
    return after(stood, "system-a", ResourceStep(LETTERS, "started", "create", 0, 2), 6)


def rows(width: int = 120, height: int = 20) -> list[str]:
    return [" ".join(line.text.split()) for line in progress_table(part_way(), 16, width, height)]


def test_each_stack_says_what_it_does_and_waits_for() -> None:
    assert rows() == [
        "hub applied 1/1 3 s",
        f"system-a applying, waiting 10 s for {LETTERS} 0/2 11 s about 15 s more",
        "system-b failed: applying 1 s",
        "routes waits for system-a",
        "apply: 1 of 4 stacks done, 1 failed, 1 of 3 resources, 16 s, about 15 s more",
    ]


def test_what_has_no_room_is_counted_and_what_is_at_work_comes_first() -> None:
    assert rows(height=3) == [
        f"system-a applying, waiting 10 s for {LETTERS} 0/2 11 s about 15 s more",
        "and 3 more stacks: 1 done, 1 failed, 1 ahead",
        "apply: 1 of 4 stacks done, 1 failed, 1 of 3 resources, 16 s, about 15 s more",
    ]


def test_colours_are_those_of_what_became_of_a_stack() -> None:
    assert [line.colour for line in progress_table(part_way(), 16, 120, 20)] == [
        "green",
        "cyan",
        "red",
        "bright_black",
        "",
    ]


names = st.text("abcdefghij-", min_size=1, max_size=60)
ends = st.dictionaries(names, st.sampled_from([None, DONE, FAILED, STOPPED]), min_size=1, max_size=30)


@given(ends, st.integers(1, 200), st.integers(3, 60))
def test_it_fits_into_whatever_terminal_there_is(outcomes: dict[str, str | None], width: int, height: int) -> None:
    stood = ahead(StacksAhead(APPLY, (tuple(outcomes),)), 0)
    for name, outcome in outcomes.items():
        stood = after(stood, name, StackEnds(outcome) if outcome else StackStep("applying"), 1)
    lines = progress_table(stood, 2, width, height)
    assert len(lines) <= height
    assert all(len(line.text) <= width for line in lines)
