"""How bad the findings of each check are in this mesh. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from meshctl.model.exemptions import Exemption, SeveritySetting
from meshctl.model.finding_rules import Leeway, Rule
from meshctl.model.findings import Finding, Severity, did_you_mean
from meshctl.model.mesh import Mesh

UNKNOWN_CHECK = Rule(
    name="unknown-check",
    why="A severity or an exception for a check that does not exist has no effect; most often the name is misspelt.",
    wrong={
        "mesh.yaml": "mesh: shop\nregion: eu-west-1\nstages:\n  local: {cloud: local}\nchecks: {name-to-long: note}\n"
    },
    right={
        "mesh.yaml": "mesh: shop\nregion: eu-west-1\nstages:\n  local: {cloud: local}\nchecks: {name-too-long: note}\n"
    },
    leeway=Leeway.NONE,
)
FIXED_CHECK = Rule(
    name="fixed-check",
    why="Some rules hold for every mesh. Without what reading finds, and without the checks that say what meshctl can build, "
    "nothing could be rendered; and `crosses-system-boundary` is what a mesh is for: one subscription may be let pass for a "
    "reason and until a day, but nobody can switch the rule off.",
    wrong={
        "mesh.yaml": "mesh: shop\nregion: eu-west-1\nstages:\n  local: {cloud: local}\nchecks: {unknown-event: off}\n"
    },
    right={
        "mesh.yaml": "mesh: shop\nregion: eu-west-1\nstages:\n  local: {cloud: local}\nchecks: {orphan-event: off}\n"
    },
    leeway=Leeway.NONE,
)


def in_force(mesh: Mesh, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules that are not switched off, with the severities that the mesh sets."""
    said = {setting.check: setting.severity for setting in mesh.severities}
    severities = [
        (rule, said.get(rule.name, rule.severity) if rule.leeway is Leeway.SEVERITY else rule.severity)
        for rule in rules
    ]
    return tuple(replace(rule, severity=severity) for rule, severity in severities if severity)


def with_severities(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """The findings of `rules`, which are those in force, each as bad as its rule says."""
    return [replace(finding, severity=rules[finding.check].severity) for finding in findings if finding.check in rules]


def wrong_settings(mesh: Mesh, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Severities and exceptions that no rule, or not this one, allows."""
    known = {rule.name: rule for rule in rules}
    sayings: tuple[SeveritySetting | Exemption, ...] = (*mesh.severities, *mesh.exemptions)
    for said in sayings:
        rule = known.get(said.check)
        if rule is None:
            message = f'there is no check "{said.check}"'
            yield Finding("unknown-check", said.place, message, help=did_you_mean(said.check, known))
        elif isinstance(said, SeveritySetting):
            yield from _lessened(said, rule)
        elif rule.leeway is Leeway.NONE:
            yield _no_exception(said)


def _lessened(setting: SeveritySetting, rule: Rule) -> Iterator[Finding]:
    if rule.leeway is Leeway.SEVERITY or setting.severity is Severity.ERROR:
        return
    message = f'findings of "{rule.name}" are always errors'
    exception = "make a reasoned, dated exception for the one place that needs it: `exceptions`"
    help_ = exception if rule.leeway is Leeway.EXCEPTION else "take this line out, and mend what the check finds"
    yield Finding("fixed-check", setting.place, message, help=help_)


def _no_exception(exemption: Exemption) -> Finding:
    message = f'no exception can be made for "{exemption.check}"'
    why = "meshctl could not build what the catalogue says there"
    return Finding("fixed-check", exemption.place, message, why, "take it out, and mend what the check finds")
