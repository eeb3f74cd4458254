"""Every rule that a finding can name, whether reading finds it or a check. Data only."""

from meshctl.catalogue.rules import READING_RULES
from meshctl.checks import CHECKS
from meshctl.model.rules import Leeway, Rule

READING = tuple(Rule(name=name, why=why, leeway=Leeway.NONE) for name, why in READING_RULES.items())
RULES: tuple[Rule, ...] = tuple(sorted((*CHECKS, *READING), key=lambda rule: rule.name))
