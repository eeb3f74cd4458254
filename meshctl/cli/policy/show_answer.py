"""Shows what the packs say, in each form that somebody reads, and ends with 1 where something failed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from os.path import relpath
from pathlib import Path

import click

from meshctl import __version__
from meshctl.cli.exit_codes import FAILURE
from meshctl.model.findings import Finding, errors_of, strictly
from meshctl.report.findings.policies import policy_as_json, policy_as_text, policy_summary, rules_of_packs
from meshctl.report.findings.text_and_json import below, summary
from meshctl.results.policy import PolicyAnswer, PolicyFinding


@dataclass(frozen=True, slots=True)
class JudgedTerraform:
    """The findings, the answer that they come from, the files that they are about, and from where those are named."""

    findings: tuple[PolicyFinding, ...]
    answer: PolicyAnswer
    contents: Mapping[str, bytes]
    catalogue: Path | None = None


def show_answer(judged: JudgedTerraform, format_: str, *, strict: bool) -> None:
    """Data on stdout, the summary on stderr. Raises click's `Exit` where something failed."""
    found = _strictly(judged.findings) if strict else judged.findings
    findings = tuple(one.finding for one in found)
    if format_ == "text":
        click.echo(policy_as_text(found, judged.contents) or "No policy is violated.")
    elif shown := _data(judged, format_, found, findings):
        click.echo(shown)
    if format_ in ("text", "github"):
        click.echo(f"\n{'; '.join(filter(None, (summary(findings), policy_summary(judged.answer))))}", err=True)
    if errors_of(findings):
        raise click.exceptions.Exit(FAILURE)


def _strictly(found: tuple[PolicyFinding, ...]) -> tuple[PolicyFinding, ...]:
    severe = strictly(one.finding for one in found)
    return tuple(replace(one, finding=finding) for one, finding in zip(found, severe, strict=True))


def _data(
    judged: JudgedTerraform, format_: str, found: tuple[PolicyFinding, ...], findings: tuple[Finding, ...]
) -> str:
    if format_ == "json":
        return policy_as_json(found, judged.answer)
    directory = "" if judged.catalogue is None else Path(relpath(judged.catalogue)).as_posix()
    located, rules = below("" if directory == "." else directory, findings), rules_of_packs(judged.answer, found)
    if format_ == "sarif":
        from meshctl.report.findings.sarif import findings_as_sarif

        return findings_as_sarif(located, rules, __version__)
    if format_ == "junit":
        from meshctl.report.findings.junit import findings_as_junit

        return findings_as_junit(located, rules)
    from meshctl.report.findings.github import findings_as_github

    return findings_as_github(located)
