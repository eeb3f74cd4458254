"""Use case: what does this check want, and why?"""

from textwrap import fill, indent

from meshctl.catalogue.rules import READING_RULES
from meshctl.checks import CHECKS
from meshctl.checks.check import Example
from meshctl.errors import MeshctlError
from meshctl.model.findings import did_you_mean


def list_checks() -> str:
    """All names, those of checks and those of reading."""
    names = [check.name for check in CHECKS]
    return "\n".join([*sorted([*names, *READING_RULES]), "", "`meshctl explain NAME` says more of one."])


def explain_check(name: str) -> str:
    """Why the check exists, a wrong and a right way. Raises `MeshctlError` for a name that is none."""
    for check in CHECKS:
        if check.name == name:
            wrong, right = _shown(check.wrong), _shown(check.right)
            return f"{name}\n\n{fill(check.why, 100)}\n\n  wrong:\n\n{wrong}\n\n  right:\n\n{right}"
    if name in READING_RULES:
        return f"{name}\n\n{fill(READING_RULES[name], 100)}"
    known = [*(check.name for check in CHECKS), *READING_RULES]
    raise MeshctlError(f'there is no check "{name}"', did_you_mean(name, known))


def _shown(example: Example) -> str:
    """Each file of an example under its name."""
    return "\n\n".join(indent(f"# {path}\n{text.rstrip()}", "    ") for path, text in example.items())
