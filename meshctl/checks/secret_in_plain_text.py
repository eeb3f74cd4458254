"""No credential is written into the catalogue. Pure; looks at the text of every file, comments included.

Each kind has a mark that is searched for first, so that a large catalogue without secrets costs next to nothing; the
expressions are bounded and look at a line at a time.
"""

from collections.abc import Iterator
from re import Pattern
from re import compile as pattern

from meshctl.checks.check import Check
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.rules import Leeway

SECRETS: tuple[tuple[str, bytes, Pattern[bytes]], ...] = (
    ("an AWS access key id", b"AKIA", pattern(rb"\bAKIA[A-Z2-7]{16}\b")),
    ("an AWS access key id", b"ASIA", pattern(rb"\bASIA[A-Z2-7]{16}\b")),
    ("a private key", b"PRIVATE KEY", pattern(rb"-----BEGIN [A-Z ]{0,30}PRIVATE KEY")),
    ("a GitHub token", b"gh", pattern(rb"\bgh[pousr]_[A-Za-z0-9]{36}")),
    ("a GitHub token", b"github_pat_", pattern(rb"\bgithub_pat_[A-Za-z0-9_]{22}")),
    ("a Slack token", b"xox", pattern(rb"\bxox[abeoprs]-[A-Za-z0-9-]{10}")),
    ("a Stripe key", b"k_live_", pattern(rb"\b[rs]k_live_[A-Za-z0-9]{16}")),
    # `${...}`, `{...}` and `<...>` stand for a password and are none.
    ("a password in a URL", b"://", pattern(rb"://[^\s/:@\"']{0,64}:[^\s/@\"'${<][^\s/@\"']{0,128}@")),
)
_HELP = "take it back at once: it is in the history now; a function reads its secrets from Secrets Manager when it runs"


def _run(mesh: Mesh) -> Iterator[Finding]:
    for file, content in mesh.texts.items():
        for what, mark, expression in SECRETS:
            if mark in content:
                yield from _found(file, content, what, expression)


def _found(file: str, content: bytes, what: str, expression: Pattern[bytes]) -> Iterator[Finding]:
    """The first hit of each line: a line is counted and measured once, however much stands in it."""
    line, counted = 1, 0
    for hit in expression.finditer(content):
        further, known = content.count(b"\n", counted, hit.start()), counted > 0
        line, counted = line + further, hit.start()
        if known and not further:
            continue
        before = content[content.rfind(b"\n", 0, hit.start()) + 1 : hit.start()].decode("utf-8", "replace")
        message = f"{what} stands here in plain text"
        why = "everybody who can read the repository has it, and Terraform writes it into its state"
        yield Finding("secret-in-plain-text", Place(file, line, len(before) + 1), message, why, _HELP, shown=False)


SECRET_IN_PLAIN_TEXT = Check(
    name="secret-in-plain-text",
    leeway=Leeway.EXCEPTION,
    why="A catalogue is read by every team, kept in git for ever, and rendered into files and states. meshctl looks for AWS "
    "access keys, private keys, tokens of GitHub and Slack, keys of Stripe and passwords in URLs in every file that it "
    "reads, comments and schemas included. A finding does not repeat the value.",
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
