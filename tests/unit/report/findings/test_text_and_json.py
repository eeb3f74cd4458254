import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from meshctl.model.findings import Finding, Severity, strictly
from meshctl.model.places import Place
from meshctl.report.findings.text_and_json import below, findings_as_json, findings_as_text, summary
from meshctl.report.plain import plain

FINDING = Finding("unknown-event", Place("orders/a.yaml", 2, 8, 9), "nobody publishes it", "it waits", "publish it")
SHOWN = """\
error[unknown-event]: nobody publishes it
 --> orders/a.yaml:2:8
  |
2 | event: orders/No
  |        ^^^^^^^^^
  = why: it waits
  = help: publish it"""


def test_a_finding_shows_its_line_why_and_help() -> None:
    assert findings_as_text([FINDING], {"orders/a.yaml": b"a:\nevent: orders/No\n"}) == SHOWN


def test_a_finding_of_a_file_that_is_not_there_shows_no_line() -> None:
    assert "|" not in findings_as_text([Finding("missing-file", Place("x.yaml"), "no x")], {})


def test_a_finding_for_programs_has_its_place() -> None:
    (told,) = json.loads(findings_as_json([FINDING]))["findings"]
    assert (told["check"], told["file"], told["line"], told["column"]) == ("unknown-event", "orders/a.yaml", 2, 8)


def test_what_would_turn_a_terminal_around_is_written_out() -> None:
    assert plain("a\u202eb\x1b[31m") == "a\\u202eb\\u001b[31m"


@given(st.text())
def test_shown_text_never_holds_control_characters(text: str) -> None:
    assert all(ord(character) >= 32 for character in plain(text))


def test_letters_of_any_script_are_shown_as_they_are() -> None:
    assert plain("Überfällig 注文") == "Überfällig 注文"


def test_the_summary_counts_each_severity_and_leaves_out_what_there_is_none_of() -> None:
    severities = [Severity.ERROR, Severity.NOTE, Severity.ERROR, Severity.WARNING]
    assert summary([replace(FINDING, severity=one) for one in severities]) == "2 errors, 1 warning, 1 note"
    assert summary([replace(FINDING, severity=Severity.NOTE)] * 2) == "2 notes"


def test_warnings_count_as_errors_strictly_and_notes_do_not() -> None:
    found = strictly(replace(FINDING, severity=one) for one in Severity)
    assert [one.severity for one in found] == [Severity.ERROR, Severity.ERROR, Severity.NOTE]


def test_a_file_is_read_from_where_its_catalogue_is() -> None:
    assert [one.place.file for one in below("shop/catalogue", [FINDING])] == ["shop/catalogue/orders/a.yaml"]
    assert below("", [FINDING]) == (FINDING,)
