"""What is told as workflow commands of GitHub is read back as it was: the decoder here is GitHub's rule, not our code."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.model.findings import Finding, Severity
from meshctl.model.places import Place
from meshctl.report.findings.github import command, findings_as_github
from meshctl.report.plain import plain

FINDING = Finding("unknown-event", Place("orders/a.yaml", 2, 8, 9), "nobody publishes it", "it waits", "publish it")
PARTS = ["%", "%25", "%0A", "%0D", "%3A", "%2C", "::", ",", ":", "\r", "\n", "=", "25"]
ANY = st.text(st.characters()) | st.lists(st.sampled_from(PARTS)).map("".join)
ESCAPES = {"%25": "%", "%0D": "\r", "%0A": "\n"}


def unescaped(text: str, escapes: dict[str, str]) -> str:
    return re.sub("|".join(escapes), lambda found: escapes[found[0]], text)


def decoded(line: str) -> tuple[str, dict[str, str], str]:
    """The command, its properties and its message, as the runner takes a line apart."""
    assert not {"\r", "\n"} & set(line)
    head, _, message = line.removeprefix("::").partition("::")
    name, _, listed = head.partition(" ")
    pairs = (pair.partition("=") for pair in listed.split(","))
    properties = {key: unescaped(value, {**ESCAPES, "%3A": ":", "%2C": ","}) for key, _, value in pairs}
    return name, properties, unescaped(message, ESCAPES)


def test_a_finding_is_one_command() -> None:
    assert findings_as_github([FINDING]) == (
        "::error file=orders/a.yaml,line=2,col=8,endColumn=17,title=unknown-event::"
        "nobody publishes it%0Awhy: it waits%0Ahelp: publish it"
    )


@pytest.mark.parametrize(("severity", "name"), [("error", "error"), ("warning", "warning"), ("note", "notice")])
def test_a_severity_is_the_commands_name(severity: str, name: str) -> None:
    assert decoded(findings_as_github([replace(FINDING, severity=Severity(severity))]))[0] == name


def test_every_finding_has_a_line_of_its_own() -> None:
    assert len(findings_as_github([FINDING, replace(FINDING, message="a\nb\r\n::error::c")]).splitlines()) == 2


@given(ANY, ANY)
def test_any_text_comes_back_as_it_was(message: str, file: str) -> None:
    assert decoded(command("error", {"file": file, "line": "1"}, message)) == (
        "error",
        {"file": file, "line": "1"},
        message,
    )


@given(ANY, ANY, ANY)
def test_any_finding_comes_back_at_its_place(message: str, why: str, file: str) -> None:
    _, properties, told = decoded(findings_as_github([Finding("a-check", Place(file, 3, 4, 5), message, why)]))
    assert properties == {"file": plain(file), "line": "3", "col": "4", "endColumn": "9", "title": "a-check"}
    assert told == "\n".join([plain(message), *([f"why: {plain(why)}"] if why else [])])
