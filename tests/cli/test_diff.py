"""`meshctl diff` says what a catalogue changes for people, and ends with 1 where it breaks somebody."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from tests.support.catalogues import CAPTURE, CHECKOUT, write_catalogue
from tests.support.running import in_process, is_a_sentence, meshctl

BEFORE, AFTER = "before", "after"
CANCELLED = CHECKOUT + "  OrderCancelled.v1: {schema: events/OrderPlaced.v1.json, description: Cancelled.}\n"
RENAMED = {"payments/capture.yaml": CAPTURE.replace("  kept:", "  stored:")}
SCHEMA = "orders/events/OrderPlaced.v1.json"
TEXT = {SCHEMA: '{"type": "object", "properties": {"total": {"type": "string"}}}\n'}


def both(tmp_path: Path, after: Mapping[str, str | None]) -> list[str]:
    """The arguments that compare a sound catalogue with what comes after it."""
    before = write_catalogue(tmp_path / BEFORE)
    return ["diff", "--catalogue", str(write_catalogue(tmp_path / AFTER, after)), "--base", str(before)]


def test_without_a_change_there_is_nothing_to_tell(tmp_path: Path) -> None:
    done = in_process(*both(tmp_path, {}))
    assert (done.code, done.out) == (0, f"Nothing changes for anybody since {tmp_path / BEFORE}.\n")


def test_what_changes_is_told_in_sentences(tmp_path: Path) -> None:
    done = in_process(*both(tmp_path, {"orders/checkout.yaml": CANCELLED}))
    assert done.code == 0
    assert "\nEvents\n  + orders/OrderCancelled.v1 is new\n" in done.out


def test_a_break_names_whom_it_breaks_and_ends_with_1(tmp_path: Path) -> None:
    done = in_process(*both(tmp_path, TEXT))
    assert done.code == 1
    assert f'break: orders/OrderPlaced.v1: "total" was number and is string\n --> {SCHEMA}:1:' in done.out
    assert "  = breaks: payments/capture/kept, payments/capture/placed\n" in done.out


def test_a_break_is_certain_by_an_event_that_proves_it(tmp_path: Path) -> None:
    out = in_process(*both(tmp_path, TEXT)).out
    assert '\nbreak: orders/OrderPlaced.v1: "total" was number and is string\n' in out
    assert re.search(r'\n  = such as: {"total": ".*"}, which the old schema refuses\n', out)
    told = json.loads(in_process(*both(tmp_path, TEXT), "--format", "json").out)["breaks"]
    assert [(one["certain"], one["presumed"]) for one in told] == [(True, None)]
    assert (type(told[0]["witness"]["total"]), told[0]["refused_by"]) == (str, "old")


def test_a_break_that_nothing_proves_is_presumed_and_says_so(tmp_path: Path) -> None:
    idle = {
        SCHEMA: '{"type": "object", "properties": {"total": {"type": "number", "not": {"minimum": 5, "maximum": 4}}}}\n'
    }
    arguments = [*both(tmp_path, idle), "--compatibility", "backward"]
    done = in_process(*arguments)
    assert done.code == 1
    assert "(presumably, whoever reads by the new one cannot read older events)" in done.out
    assert "\npresumed break: orders/OrderPlaced.v1: `not` of " in done.out
    assert (
        "\n  = presumed: no event was found that one version of the schema allows and the other one refuses\n"
        in done.out
    )
    assert "**1 break, 1 of them presumed**" in in_process(*arguments, "--format", "markdown").out
    assert "\n- presumed: orders/OrderPlaced.v1: " in in_process(*arguments, "--format", "markdown").out
    told = json.loads(in_process(*arguments, "--format", "json").out)["breaks"]
    assert {(one["certain"], one["witness"]) for one in told} == {(False, None)}


def test_what_proves_a_break_is_plain_and_short_for_people(tmp_path: Path) -> None:
    said = {"const": "\u202e" + "a" * 500}
    schema = {"type": "object", "properties": {"total": said}, "required": ["total"]}
    arguments = both(tmp_path, {SCHEMA: json.dumps(schema) + "\n"})
    (shown,) = [line for line in in_process(*arguments).out.splitlines() if line.startswith("  = such as: ")]
    assert shown.startswith('  = such as: {"total": "\\u202eaaa')
    assert shown.endswith("aaa..., which the old schema refuses")
    assert len(shown) < 470
    (told,) = json.loads(in_process(*arguments, "--format", "json").out)["breaks"]
    assert told["witness"]["total"] == said["const"]


def test_programs_get_all_of_it(tmp_path: Path) -> None:
    told = json.loads(in_process(*both(tmp_path, RENAMED), "--format", "json").out)
    assert [(one["turn"], one["key"]) for one in told["subscriptions"]] == [
        ("removed", "payments/capture/kept"),
        ("added", "payments/capture/stored"),
    ]
    assert told["breaks"] == told["events"] == told["owners"] == []


def test_the_page_of_a_pull_request_gets_a_list(tmp_path: Path) -> None:
    done = in_process(*both(tmp_path, TEXT), "--format", "markdown")
    assert done.code == 1
    assert "**1 break**\n\n- orders/OrderPlaced.v1:" in done.out
    assert "\n- orders/OrderPlaced.v1 has another schema; received by payments/capture/kept" in done.out


def test_what_stands_in_a_schema_is_no_markup(tmp_path: Path) -> None:
    hostile = {
        "orders/events/OrderPlaced.v1.json": '{"properties": {"<img src=x> @all `x` [a](b)": {"type": "string"}}}\n'
    }
    out = in_process(*both(tmp_path, hostile), "--format", "markdown").out
    assert "<img" not in out.replace("\\<img", "")
    assert "@all" not in out
    assert "[a](b)" not in out


def test_a_base_that_is_none_is_told(tmp_path: Path) -> None:
    done = meshctl(tmp_path, "diff", "--catalogue", str(write_catalogue(tmp_path)), "--base", "nowhere")
    assert done.code == 1
    assert 'error: "nowhere" is neither a directory with a mesh.yaml nor a revision' in done.err


def test_a_base_with_findings_still_serves(tmp_path: Path) -> None:
    before = write_catalogue(tmp_path / BEFORE, {"payments/capture.yaml": "service: capture\nnonsense: 1\n"})
    after = write_catalogue(tmp_path / AFTER)
    done = in_process("diff", "--catalogue", str(after), "--base", str(before))
    assert done.code == 0
    assert "the service payments/capture is new" in done.out


def test_a_base_without_a_readable_mesh_is_told(tmp_path: Path) -> None:
    before = write_catalogue(tmp_path / BEFORE, {"mesh.yaml": "mesh: [\n"})
    done = meshctl(tmp_path, "diff", "--catalogue", str(write_catalogue(tmp_path / AFTER)), "--base", str(before))
    assert done.code == 1
    assert "cannot be read" in done.err


def test_a_base_that_was_left_empty_is_no_base(tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path), "diff", "--base", "")
    assert is_a_sentence(done)
    assert "the revision is empty" in done.err


def test_what_cannot_be_read_in_the_base_is_named(tmp_path: Path) -> None:
    arguments = both(tmp_path, {})
    (tmp_path / BEFORE / "orders/checkout.yaml").write_text(CHECKOUT + "blah: 1\n")
    done = in_process(*arguments)
    assert f'in the base "{tmp_path / BEFORE}" in orders/checkout.yaml cannot be read' in done.err


def test_nor_is_what_cannot_be_read_taken_for_removed_without_a_word(tmp_path: Path) -> None:
    done = in_process(*both(tmp_path, {"payments/capture.yaml": CAPTURE + "blah: 1\n"}))
    assert "in the catalogue in payments/capture.yaml cannot be read: this comparison lacks it" in done.err
