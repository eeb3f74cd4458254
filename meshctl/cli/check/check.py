"""`meshctl check`."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl import __version__
from meshctl.cli.exit_codes import FAILURE
from meshctl.cli.options import catalogue_option, formats_option

if TYPE_CHECKING:
    from meshctl.model.finding_rules import Rule
    from meshctl.model.findings import Finding
    from meshctl.results.check_answer import CheckAnswer


@click.command()
@catalogue_option
@formats_option("text", "json", "sarif", "github", "junit")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
def check(catalogue: Path, format_: str, strict: bool) -> None:
    """Say what is wrong with the catalogue: every finding at once, with its place and a way out."""
    from meshctl.model.findings import errors_of, strictly
    from meshctl.report.findings.text_and_json import summary

    answer, contents = _answer(catalogue)
    findings = strictly(answer.findings) if strict else answer.findings
    if format_ == "text":
        click.echo(_text(answer, findings, contents))
    elif shown := _data(catalogue, format_, answer, findings):
        click.echo(shown)
    if findings and format_ in ("text", "github"):  # the others are read by programs alone
        click.echo(f"\n{summary(findings)}", err=True)
    if errors_of(findings):
        raise click.exceptions.Exit(FAILURE)


def _answer(catalogue: Path) -> "tuple[CheckAnswer, Mapping[str, bytes]]":
    """The answer and the files it is about."""
    from meshctl.adapters.answer_cache_file import code_facts_file
    from meshctl.adapters.catalogue_files import read_catalogue_files
    from meshctl.adapters.code_fingerprint import code_that_judges
    from meshctl.app.check.question import Question
    from meshctl.cli.cached_catalogue import answer_to

    question = Question(read_catalogue_files(catalogue), date.today(), code_that_judges, code_facts_file(catalogue))
    return answer_to(question, catalogue), question.files.contents


def _text(answer: "CheckAnswer", findings: "tuple[Finding, ...]", contents: Mapping[str, bytes]) -> str:
    from meshctl.report.findings.text_and_json import findings_as_text
    from meshctl.report.plurals import counted

    if findings or not answer.counts:
        return findings_as_text(findings, contents)
    return f"The catalogue is sound: {', '.join(counted(many, thing) for thing, many in answer.counts.items())}."


def _rules(answer: "CheckAnswer") -> "tuple[Rule, ...]":
    from meshctl.app.check.all_rules import rules_of

    return rules_of(answer.severities)


def _data(catalogue: Path, format_: str, answer: "CheckAnswer", findings: "tuple[Finding, ...]") -> str:
    """The findings for programs; those that put them beside a file's lines want its path from here."""
    from meshctl.report.findings.text_and_json import below, findings_as_json

    directory = Path(os.path.relpath(catalogue)).as_posix()
    located = below("" if directory == "." else directory, findings)
    if format_ == "sarif":
        from meshctl.report.findings.sarif import findings_as_sarif

        return findings_as_sarif(located, _rules(answer), __version__)
    if format_ == "github":
        from meshctl.report.findings.github import findings_as_github

        return findings_as_github(located)
    if format_ == "junit":
        from meshctl.report.findings.junit import findings_as_junit

        return findings_as_junit(located, _rules(answer))
    return findings_as_json(findings)
