"""JUnit XML has a case for each rule, fails those with errors, and is XML whatever a catalogue holds."""

from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

from hypothesis import given
from hypothesis import strategies as st

from meshctl.model.finding_rules import Rule
from meshctl.model.findings import Finding, Severity
from meshctl.model.places import Place
from meshctl.report.findings.junit import findings_as_junit

RULES = [Rule(name="unknown-event", why="a"), Rule(name="unused-channel", why="b"), Rule(name="loop", why="c")]
ERROR = Finding("unknown-event", Place("orders/a.yaml", 2, 8), "nobody publishes it", "it waits", "publish it")
WARNING = Finding("unused-channel", Place("orders/b.yaml", 5, 1), "nobody sends to it", severity=Severity.WARNING)


def cases(*findings: Finding) -> dict[str, Element]:
    suite = fromstring(findings_as_junit(findings, RULES).encode()).find("testsuite")  # noqa: S314  own text
    assert suite is not None
    return {case.attrib["name"]: case for case in suite}


def test_a_rule_that_is_kept_is_a_case_that_passes() -> None:
    assert {name: list(case) for name, case in cases().items()} == {
        "unknown-event": [],
        "unused-channel": [],
        "loop": [],
    }


def test_an_error_fails_its_case_and_says_all() -> None:
    failure = cases(ERROR)["unknown-event"].find("failure")
    assert failure is not None
    assert failure.attrib == {"type": "unknown-event", "message": "nobody publishes it"}
    assert failure.text == "error: orders/a.yaml:2:8: nobody publishes it\nwhy: it waits\nhelp: publish it"


def test_several_errors_of_a_rule_are_one_failure_that_lists_them() -> None:
    (failure,) = cases(ERROR, replace(ERROR, place=Place("z.yaml")))["unknown-event"]
    assert failure.attrib["message"].endswith(" (and 1 more)")
    assert "orders/a.yaml:2:8" in str(failure.text) and "z.yaml:1:1" in str(failure.text)


def test_a_warning_is_told_and_fails_nothing() -> None:
    case = cases(WARNING)["unused-channel"]
    assert [part.tag for part in case] == ["system-out"]
    assert case.findtext("system-out") == "warning: orders/b.yaml:5:1: nobody sends to it"


def test_the_suite_counts_what_it_holds() -> None:
    root = fromstring(findings_as_junit([ERROR, WARNING], RULES).encode())  # noqa: S314  own text
    counts = {"tests": "3", "failures": "1", "errors": "0", "skipped": "0"}
    assert root.attrib == counts
    assert root[0].attrib == {"name": "meshctl check", **counts}


def test_a_finding_of_a_rule_that_nobody_listed_is_not_lost() -> None:
    assert cases(replace(ERROR, check="new-rule"))["new-rule"].find("failure") is not None


def test_markup_of_a_catalogue_stays_text() -> None:
    hostile = ']]></failure><failure message="x">&amp;\ufffe\x00'
    failure = cases(replace(ERROR, message=hostile))["unknown-event"].find("failure")
    assert failure is not None
    assert failure.attrib["message"] == ']]></failure><failure message="x">&amp;\\ufffe\\u0000'


@given(st.text(st.characters()), st.text(st.characters()), st.sampled_from(Severity))
def test_any_text_makes_xml_that_can_be_read(message: str, file: str, severity: Severity) -> None:
    finding = Finding("loop", Place(file), message, severity=severity)
    told = "".join(cases(finding)["loop"].itertext())
    assert all(character in told for character in message if character.isalnum() and character.isascii())
