"""No credential is written into the catalogue. Pure; looks at the text of every file, comments included, and at the
environment variables of functions in all stages.
"""

from collections.abc import Iterator
from re import Pattern

from meshctl.checks.shared.check import Check
from meshctl.masking.secret_forms import SECRETS
from meshctl.masking.secret_names import holds_a_secret
from meshctl.model.channels import Function
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place

_HELP = "take it back at once: it is in the history now; a function reads its secrets from Secrets Manager when it runs"


def _run(mesh: Mesh) -> Iterator[Finding]:
    for file, content in mesh.texts.items():
        for what, mark, expression in SECRETS:
            if mark in content:
                yield from _found(file, content, what, expression)
    for one in (mesh, *mesh.variants.values()):
        for service in one.services:
            for function in service.functions:
                yield from _in_variables(function)


def _found(file: str, content: bytes, what: str, expression: Pattern[bytes]) -> Iterator[Finding]:
    """The first hit of each line: a line is counted and measured once, however much stands in it."""
    line, counted = 1, 0
    for hit in expression.finditer(content):
        further, known = content.count(b"\n", counted, hit.start()), counted > 0
        line, counted = line + further, hit.start()
        if known and not further:
            continue
        before = content[content.rfind(b"\n", 0, hit.start()) + 1 : hit.start()].decode("utf-8", "replace")
        yield _finding(Place(file, line, len(before) + 1), f"{what} stands here in plain text", _HELP)


def _in_variables(function: Function) -> Iterator[Finding]:
    for name, value in function.environment.items():
        if holds_a_secret(name, value):
            message = f"by its name, {name} holds a secret, and its value stands here in plain text"
            help_ = f"say where it is kept, as {name}_ARN or {name}_NAME; the function reads it there when it runs"
            yield _finding(function.environment_places.get(name, function.place), message, help_)


def _finding(place: Place, message: str, help_: str) -> Finding:
    why = "everybody who can read the repository has it, and Terraform writes it into its state"
    return Finding("secret-in-plain-text", place, message, why, help_, shown=False)


SECRET_IN_PLAIN_TEXT = Check(
    name="secret-in-plain-text",
    leeway=Leeway.EXCEPTION,
    why="A catalogue is read by every team, kept in git for ever, and rendered into files and states. meshctl looks for AWS "
    "access keys, private keys, passwords in URLs, JSON Web Tokens, and the tokens and keys of GitHub, GitLab, Docker Hub, Hugging Face, OpenAI, Anthropic, PyPI, npm, Slack, Stripe, Google, SendGrid, Terraform Cloud and Vault in every file that it "
    "reads, comments and schemas included. Of a function's environment it also looks at names: a value of DB_PASSWORD, "
    "SIGNING_SECRET or API_KEY is a secret, unless it is an ARN, a path or a placeholder. A finding does not repeat the "
    "value.",
    wrong={
        "orders/system.yaml": """\
system: orders
description: Reads its prices as AKIAIOSFODNN7EXAMPLE.
owner: {team: checkout}
""",
    },
    right={
        "orders/system.yaml": """\
system: orders
description: Reads its prices with the role of its functions.
owner: {team: checkout}
""",
    },
    run=_run,
)
