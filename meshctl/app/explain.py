"""Use case: what does this check want, and why?"""

from textwrap import fill, indent

from meshctl.app.rules import RULES
from meshctl.errors import MeshctlError
from meshctl.model.findings import did_you_mean
from meshctl.model.rules import Example


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
    return f"{text}\n\n  wrong:\n\n{_shown(rule.wrong)}\n\n  right:\n\n{_shown(rule.right)}"


def _shown(example: Example) -> str:
    """Each file of an example under its name."""
    return "\n\n".join(indent(f"# {path}\n{text.rstrip()}", "    ") for path, text in example.items())
