"""Which stacks failed for the same reason."""

from hypothesis import given
from hypothesis import strategies as st

from meshctl.errors import TerraformFailed
from meshctl.plan.alike_failures import alike, named
from meshctl.plan.stacks_result import StacksResult
from meshctl.report.stacks.stacks_result import stacks_result_as_text

NAMES = st.lists(st.from_regex(r"system-[a-z]{1,8}", fullmatch=True), unique=True, min_size=1, max_size=20)
REASONS = st.sampled_from(("no credentials", "no disk", "a lock"))


@given(NAMES, st.data())
def test_every_failed_stack_is_named_once_and_every_reason_once(names: list[str], data: st.DataObject) -> None:
    failed = {name: TerraformFailed(data.draw(REASONS), "mend it") for name in names}
    groups = alike(failed)
    assert sorted(name for group in groups for name in group) == sorted(names)
    assert len(groups) == len({error.message for error in failed.values()})


def test_stack_account_and_request_make_no_other_reason() -> None:
    said = "cannot read mesh/dev/{}.tfstate as 11111111111{}: RequestID: {}, expired"
    failed = {
        name: TerraformFailed(said.format(name, n, f"ab-{n}"), f"in stacks/{name}") for n, name in enumerate("xyz")
    }
    assert alike(failed) == (("x", "y", "z"),)


def test_another_lock_is_another_reason() -> None:
    failed = {name: TerraformFailed(f"locked by {name * 3}", "") for name in ("hub", "routes")}
    assert alike(failed) == (("hub",), ("routes",))


def test_stacks_are_named_or_counted_where_they_are_all() -> None:
    assert named(["hub"], 1) == "hub"
    assert named(["hub", "routes"], 3) == "hub, routes (2 stacks)"
    assert named(["hub", "routes"], 2) == "all 2 stacks"


def test_the_summary_tells_a_shared_reason_once() -> None:
    failed = {name: TerraformFailed("expired", "log in") for name in ("system-a", "system-b")}
    assert stacks_result_as_text(StacksResult(("hub",), failed, ("routes",))).splitlines() == [
        "  done     hub",
        "  failed   system-a",
        "  failed   system-b",
        "           2 stacks for one reason: expired",
        "           = help: log in",
        "  waiting  routes: not tried, because a stack before it is not done",
    ]
