"""Secrets that are known by their form alone, wherever they stand. Data only.

Each has a mark that is searched for first, so that a large text without secrets costs next to nothing; the expressions are
bounded and look at a line at a time. The forms are those that their makers publish for scanners of secrets.
"""

from re import Pattern
from re import compile as pattern

SecretForm = tuple[str, bytes, Pattern[bytes]]
"""What it is, its mark, and how it begins."""

SECRETS: tuple[SecretForm, ...] = (
    ("an AWS access key id", b"AKIA", pattern(rb"\bAKIA[A-Z2-7]{16}\b")),
    ("an AWS access key id", b"ASIA", pattern(rb"\bASIA[A-Z2-7]{16}\b")),
    ("a private key", b"PRIVATE KEY", pattern(rb"-----BEGIN [A-Z ]{0,30}PRIVATE KEY")),
    ("a GitHub token", b"gh", pattern(rb"\bgh[pousr]_[A-Za-z0-9]{36}")),
    ("a GitHub token", b"github_pat_", pattern(rb"\bgithub_pat_[A-Za-z0-9_]{22}")),
    ("a GitLab token", b"glpat-", pattern(rb"\bglpat-[A-Za-z0-9_-]{20}")),
    ("a PyPI token", b"pypi-", pattern(rb"\bpypi-AgE[A-Za-z0-9_-]{50}")),
    ("an npm token", b"npm_", pattern(rb"\bnpm_[A-Za-z0-9]{36}")),
    ("a Slack token", b"xox", pattern(rb"\bxox[abeoprs]-[A-Za-z0-9-]{10}")),
    (
        "a Slack webhook",
        b"hooks.slack.com",
        pattern(rb"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20}"),
    ),
    ("a Stripe key", b"k_live_", pattern(rb"\b[rs]k_live_[A-Za-z0-9]{16}")),
    ("a Stripe webhook secret", b"whsec_", pattern(rb"\bwhsec_[A-Za-z0-9+/]{32}")),
    ("a Google API key", b"AIza", pattern(rb"\bAIza[A-Za-z0-9_-]{35}")),
    ("a SendGrid key", b"SG.", pattern(rb"\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}")),
    ("a Terraform Cloud token", b".atlasv1.", pattern(rb"\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60}")),
    ("a Vault token", b"hvs.", pattern(rb"\bhvs\.[A-Za-z0-9_-]{24}")),
    ("a JSON Web Token", b"eyJ", pattern(rb"\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10}")),
    # `${...}`, `{...}` and `<...>` stand for a password and are none.
    ("a password in a URL", b"://", pattern(rb"://[^\s/:@\"']{0,64}:[^\s/@\"'${<][^\s/@\"']{0,128}@")),
)
