"""Use case: what does this check want, and why?"""

from textwrap import fill, indent

from meshctl.app.rules import RULES
from meshctl.errors import MeshctlError
from meshctl.model.findings import did_you_mean


def list_checks() -> str:
    """All names, those of checks and those of reading."""
    return "\n".join([*(rule.name for rule in RULES), "", "`meshctl explain NAME` says more of one."])


def explain_check(name: str) -> str:
    """Why the check exists, a wrong and a right way. Raises `MeshctlError` for a name that is none."""
    rule = next((rule for rule in RULES if rule.name == name), None)
    if rule is None:
        raise MeshctlError(f'there is no check "{name}"', did_you_mean(name, (rule.name for rule in RULES)))
    text = f"{name}\n\n{fill(rule.why, 100)}"
    if not rule.wrong:
        return text
    wrong, right = (indent(example.rstrip(), "    ") for example in (rule.wrong, rule.right))
    return f"{text}\n\n  wrong:\n\n{wrong}\n\n  right:\n\n{right}"
