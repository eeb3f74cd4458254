"""For all inputs: what differs is told, what is secret is not, and a comment on a pull request stays one."""

from collections.abc import Callable
from datetime import UTC, datetime
from re import findall, sub
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.changes.plan_change import plan_change
from meshctl.changes.planned_change import PlannedChange, PlannedPass, RetiredParts
from meshctl.changes.rows import SERVED
from meshctl.masking.mask import MASKED
from meshctl.passes import passes_of_change
from meshctl.passes.generations import Retired, StackInputs, StandingStacks
from meshctl.plan.causes import Cause, cause_of_key
from meshctl.plan.changes import Change, InputDifference, ResourceChange
from meshctl.report.plain import plain
from meshctl.report.planned.programs import planned_as_json
from meshctl.report.planned.pull_request import MOST_CHARACTERS, planned_as_markdown
from meshctl.report.planned.text import planned_as_text
from meshctl.topology.lowering.keys import function_of
from tests.support.shop_generations import PAYMENTS, SILENT, in_one_pass, leaves, shop_generation, standing

FORMS: tuple[Callable[[PlannedChange], str], ...] = (planned_as_text, planned_as_json, planned_as_markdown)
SHOP = shop_generation()
PLACES = [(key, path) for key, stack in SHOP.items() for path in leaves(stack.inputs)]
NOW = datetime(2026, 11, 26, 2, 30, tzinfo=UTC)
HOSTILE = "</details>\n# @all `x` <script>\u202e|"
texts = st.text(max_size=20) | st.sampled_from([HOSTILE, "- [ ] x", "1. y", "\n\n```"])


def other(old: Any, path: tuple[str, ...]) -> Any:
    if path[-1] == "pattern":
        return '{"source": ["other.service"]}'
    if path[-1] == "writes":
        return [{"action": "sns:Publish", "arns": ["arn:aws:sns:eu-west-1:222222222222:other"]}]
    if isinstance(old, int):
        return old + 1
    return old[1:] if isinstance(old, list) and old else f"{old}-other"


def planned(old: dict[tuple[str, str], StackInputs], new: dict[tuple[str, str], StackInputs]) -> PlannedChange:
    return plan_change("dev", standing(old), new, in_one_pass(new), SILENT)


@given(st.sampled_from(PLACES), st.booleans())
@settings(max_examples=150)
def test_whatever_differs_is_told(place: tuple[tuple[str, str], tuple[str, ...]], forwards: bool) -> None:
    key, path = place
    old, new = shop_generation(), shop_generation()
    inner: Any = new[key].inputs
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = other(inner[path[-1]], path)
    change = planned(old, new) if forwards else planned(new, old)
    assert [one for told in change.changes for one in told.differences]


@given(st.sampled_from(PLACES))
@settings(max_examples=60)
def test_whatever_is_in_doubt_reads_otherwise_than_what_will_be(place: tuple[tuple[str, str], tuple[str, ...]]) -> None:
    key, path = place
    begun = shop_generation()
    inner: Any = begun[key].inputs
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = other(inner[path[-1]], path)
    new = shop_generation()
    change = plan_change("dev", StandingStacks(shop_generation(), begun), new, in_one_pass(new), SILENT)
    differences = [one for told in change.changes for one in told.differences]
    assert differences
    assert [one for one in differences if one.old == one.new and one.old != MASKED] == []


GO_AT_ONCE = ("mappings", "schedules", "topic_subscriptions")
"""Nothing waits in such a part: it goes with what it belongs to, or at once."""
KEYS = [
    (key, section, name) for key, stack in SHOP.items() for section in SERVED for name in stack.inputs.get(section, {})
]


@given(st.sets(st.sampled_from(KEYS), max_size=6), st.booleans())
@settings(max_examples=60)
def test_whatever_comes_or_goes_is_told_with_the_passes_that_it_takes(
    keys: set[tuple[tuple[str, str], str, str]], forwards: bool
) -> None:
    """Parts come and go, also such as never do alone; what goes is told as retired, until it goes."""
    old, new = shop_generation(), shop_generation()
    for key, section, name in keys:
        del new[key].inputs[section][name]
    before, after = (old, new) if forwards else (new, old)
    stands = standing(before)
    passes = passes_of_change(stands, after, NOW, (), allow_deletes=False)
    change = plan_change("dev", stands, after, passes, SILENT)
    told = {one.cause for one in (*change.changes, *change.later)}
    assert {_cause(*key) for key in keys} <= told
    retired = {one.cause for one in change.retired}
    assert not forwards or {_cause(*key) for key in keys if key[1] not in GO_AT_ONCE} <= retired


def _cause(key: tuple[str, str], section: str, name: str) -> Cause:
    owner = SHOP[key].owner
    key_of_cause = function_of(name) if section == "mappings" else name
    return cause_of_key(SERVED[section], f"{owner}/{key_of_cause}" if owner else key_of_cause)


@settings(max_examples=30)
@given(st.dictionaries(st.from_regex("[A-Z]{3,9}", fullmatch=True), st.uuids().map(str)),
       st.dictionaries(st.from_regex("[A-Z]{3,9}", fullmatch=True), st.uuids().map(str)))  # fmt: skip
def test_no_value_of_an_environment_is_ever_shown(before: dict[str, str], after: dict[str, str]) -> None:
    old, new = shop_generation(), shop_generation()
    old[PAYMENTS].inputs["functions"]["capture/capture"]["environment"] = before
    new[PAYMENTS].inputs["functions"]["capture/capture"]["environment"] = after
    shown = "".join(form(planned(old, new)) for form in FORMS)
    assert [value for value in (*before.values(), *after.values()) if value in shown] == []
    assert [name for name in {*before, *after} if before.get(name) != after.get(name) and name not in shown] == []


def of_many(text: str, number: int) -> PlannedChange:
    """A change of so many of everything, all called alike."""
    resource = ResourceChange(f"system-{text}", f'module.queue["{text}"].aws_sqs_queue.queue', "delete")
    change = Change(Cause("queue", text), text, (resource,), (InputDifference(text, text, f"{text}x"),), "differs")
    day = datetime(2026, 11, 27, tzinfo=UTC)
    retired = RetiredParts(Cause("queue", text), (Retired(("1", text), "queue", text, day),), day)
    one_pass = PlannedPass("add", text, (("1", text),), (), 0, {("1", text): {text: frozenset({"create"})}})
    keys = (("1", text),) * number
    return PlannedChange(
        text, False, keys, (change,) * number, (change,) * number, (one_pass,) * 2, (text,) * number,
        (retired,) * number, keys, (text,) * number,
    )  # fmt: skip


@given(texts, st.sampled_from([1, 30, 600]))
@settings(max_examples=30)
def test_a_comment_has_room_and_stays_well_formed(text: str, number: int) -> None:
    page = planned_as_markdown(of_many(text, number))
    assert len(page) <= MOST_CHARACTERS
    theirs = sub(r"<details><summary>.*</summary>|</details>|`--format json`", "", page)
    assert findall(r"(?<!\\)[<>`@](?!\u200b)", theirs) == []
    assert page.count("\n<details><summary>") == page.count("\n</details>")
    assert all(line[:1] in ("", "-", "#", "*", "<") or line.startswith("  - ") for line in page.split("\n")[3:-1])


@given(st.integers(min_value=1, max_value=1000))
@settings(max_examples=20)
def test_what_a_comment_has_no_room_for_is_counted(number: int) -> None:
    page = planned_as_markdown(of_many("some-long-name" * 5, number))
    items = sum(line.lstrip().startswith("- ") for line in page.split("\n"))
    (cut,) = findall(r"([0-9]+) lines? cut", page) or ["0"]
    assert (
        items + int(cut) == 11 * number + 3
    )  # two lines for a change now or later and for what is retired, one for all else; two passes, a part in one


@given(texts)
def test_text_for_a_terminal_has_no_marks_that_turn_it_around(text: str) -> None:
    assert all(line == plain(line) for line in planned_as_text(of_many(text, 2)).split("\n"))
