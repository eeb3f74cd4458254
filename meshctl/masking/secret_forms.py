"""Secrets that are known by their form alone, wherever they stand.

Each has a mark that is searched for first, so that a large text without secrets costs next to nothing; the expressions are
bounded and look at a line at a time. The forms are those that their makers publish for scanners of secrets.
"""

from collections.abc import Iterator
from functools import cache
from re import Pattern

from meshctl.masking.late_pattern import late_pattern as pattern
from meshctl.masking.mask import Span
from meshctl.masking.secret_names import is_mixed

SecretForm = tuple[str, bytes, Pattern[bytes]]
"""What it is, its mark, and how it begins."""

SECRETS: tuple[SecretForm, ...] = (
    ("an AWS access key id", b"AKIA", pattern(rb"\bAKIA[A-Z2-7]{16}\b")),
    ("an AWS access key id", b"ASIA", pattern(rb"\bASIA[A-Z2-7]{16}\b")),
    ("a private key", b"PRIVATE KEY", pattern(rb"-----BEGIN [A-Z ]{0,30}PRIVATE KEY")),
    ("a GitHub token", b"gh", pattern(rb"\bgh[pousr]_[A-Za-z0-9]{36}")),
    ("a GitHub token", b"github_pat_", pattern(rb"\bgithub_pat_[A-Za-z0-9_]{22}")),
    ("a GitLab token", b"gl", pattern(rb"\bgl(?:pat|rt|rtr|ptt|cbt|soat|ft|imt|agent|dt|oas)-[A-Za-z0-9_-]{20}")),
    ("a Docker Hub token", b"dckr_", pattern(rb"\bdckr_[op]at_[A-Za-z0-9_-]{20}")),
    ("a Hugging Face token", b"hf_", pattern(rb"\bhf_[A-Za-z0-9]{30}")),
    ("an OpenAI key", b"sk-", pattern(rb"\bsk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20}")),
    ("an Anthropic key", b"sk-ant-", pattern(rb"\bsk-ant-[A-Za-z0-9_-]{20}")),
    ("a PyPI token", b"pypi-", pattern(rb"\bpypi-AgE[A-Za-z0-9_-]{50}")),
    ("an npm token", b"npm_", pattern(rb"\bnpm_[A-Za-z0-9]{36}")),
    ("a Slack token", b"xox", pattern(rb"\bxox[abeoprs][.-][A-Za-z0-9-]{10}")),
    ("a Slack token", b"xapp-", pattern(rb"\bxapp-[0-9]-[A-Za-z0-9-]{10}")),
    (
        "a Slack webhook",
        b"hooks.slack.com",
        pattern(rb"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20}"),
    ),
    ("a Stripe key", b"k_live_", pattern(rb"\b[rs]k_live_[A-Za-z0-9]{16}")),
    ("a Stripe key", b"k_test_", pattern(rb"\b[rs]k_test_[A-Za-z0-9]{16}")),
    ("a Stripe webhook secret", b"whsec_", pattern(rb"\bwhsec_[A-Za-z0-9+/]{32}")),
    ("a Google API key", b"AIza", pattern(rb"\bAIza[A-Za-z0-9_-]{35}")),
    ("a Google token", b"ya29.", pattern(rb"\bya29\.[A-Za-z0-9_-]{20}")),
    ("a Google client secret", b"GOCSPX-", pattern(rb"\bGOCSPX-[A-Za-z0-9_-]{20}")),
    ("a SendGrid key", b"SG.", pattern(rb"\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}")),
    ("a Terraform Cloud token", b".atlasv1.", pattern(rb"\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60}")),
    ("a Vault token", b"hv", pattern(rb"\bhv[bsr]\.[A-Za-z0-9_-]{24}")),
    ("a JSON Web Token", b"eyJ", pattern(rb"\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10}")),
    # `${...}`, `{...}` and `<...>` stand for a password and are none.
    ("a password in a URL", b"://", pattern(rb"://[^\s/:@\"']{0,64}:[^\s/@\"'${<][^\s/@\"']{0,128}@")),
)

_REST = {"a JSON Web Token": r"[\w+/=.-]*"}
"""What belongs to a secret after what its form says, without a gap; `_GAPLESS` where nothing else is said."""
_GAPLESS = r"[\w+/=-]*"
_KEY_BEGINS = pattern(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?:-----)?")
_KEY_ENDS = pattern(r"-----END [A-Z ]{0,30}(?:-----)?")
_KEY_LINES = pattern(r"(?:[ \t]*(?:\r?\n|(?:\\+r)?\\+n)[ \t|>+-]*[A-Za-z0-9+/=]{1,100}(?=[ \t]*(?:[\r\n\\\"']|$)))*")
_SCHEME = pattern(r"(?i:\bbasic|\bbearer)\s{1,3}(?P<secret>[A-Za-z0-9+/._~-]{8,8000}=*)")


def known_secrets(text: str) -> Iterator[Span]:
    """Where secrets of a known form stand, in their order."""
    found: list[Span] = []
    for mark, form in _forms():
        if mark in text:
            found += (one.span() for one in form.finditer(text))
    if "PRIVATE KEY" in text:
        found += _private_keys(text)
    return iter(sorted(found))


def schemes_secrets(text: str) -> Iterator[Span]:
    """Where what follows `Basic` and `Bearer` stands."""
    for found in _SCHEME.finditer(text):
        if is_mixed(found["secret"]) or found["secret"].endswith("="):
            yield found.span("secret")


def _private_keys(text: str) -> Iterator[Span]:
    """Each with its end; where that is cut off, as far as lines of a key go on, or the quote in which it stands."""
    end, is_whole = 0, True
    while begins := _KEY_BEGINS.search(text, end):
        ends = _KEY_ENDS.search(text, begins.end()) if is_whole else None
        is_whole = ends is not None
        end = ends.end() if ends else _cut_off(text, begins.start(), begins.end())
        yield begins.start(), end


def _cut_off(text: str, start: int, end: int) -> int:
    lines = _KEY_LINES.match(text, end)
    quote = text[start - 1 : start] if start else ""
    quoted = text.find(quote, end) if quote in ('"', "'") and quote else -1
    return max(quoted, lines.end() if lines else end)


@cache
def _forms() -> tuple[tuple[str, Pattern[str]], ...]:
    """As text, with all that belongs to each."""
    alone = [one for one in SECRETS if one[1] not in (b"://", b"PRIVATE KEY")]
    return tuple(
        (mark.decode(), pattern(form.pattern.decode() + _REST.get(what, _GAPLESS))) for what, mark, form in alone
    )
