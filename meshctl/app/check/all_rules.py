"""Every rule that a finding can name, whether reading finds it or a check. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from meshctl.catalogue.reading_rules import READING_RULES
from meshctl.checks import RULES as CHECKED
from meshctl.checks import in_force
from meshctl.model.finding_rules import Leeway, Rule
from meshctl.model.findings import Severity
from meshctl.model.mesh import Mesh

READING = tuple(Rule(name=name, why=why, leeway=Leeway.NONE) for name, why in READING_RULES.items())
RULES: tuple[Rule, ...] = tuple(sorted((*CHECKED, *READING), key=lambda rule: rule.name))


def rules_in_force(mesh: Mesh | None) -> tuple[Rule, ...]:
    """The rules that a catalogue is held to, as bad as its mesh says; without a mesh those of reading alone."""
    return in_force(mesh, RULES) if mesh else READING


def rules_of(severities: Mapping[str, Severity]) -> tuple[Rule, ...]:
    """The rules of these names in the same order, as bad as is said there."""
    known = {rule.name: rule for rule in RULES}
    return tuple(replace(known[name], severity=severity) for name, severity in severities.items())
