"""Secrets that are known by what stands beside them: in URLs, headers, options and settings. Data only.

Each expression has the secret as its group `secret`, and a mark as in `secret_forms`.
"""

from re import IGNORECASE, Pattern
from re import compile as pattern

_NAMES = r"(?:pass(?:word|wd|phrase)|secret|token|(?:api|access|private|signing|encryption|account)[_-]?key)"
_VALUE = (
    r"""(?:"(?P<quoted>[^"\n]{1,2000})"|'(?P<single>[^'\n]{1,2000})'|(?P<bare>[^\s"'<>(${,;&][^\s"',;&]{0,2000}))"""
)

WRITTEN: tuple[tuple[str, Pattern[str]], ...] = (
    # The user as well: many registries take a token for it. `git@` is the name that everybody has there.
    ("@", pattern(r"://(?!(?:git|hg|svn)@)(?![^\s/?#@]{0,200}:[$<{])(?P<secret>[^\s/?#\"'<>$@{][^\s/?#\"'<>]{0,2000})@")),
    # A password with a slash in it, which belongs percent-encoded, and is often not.
    ("@", pattern(r"://(?P<secret>[^\s/?#\"'<>:@]{0,200}:(?!\d{1,5}[/?#])[^\s\"'<>@${(]{1,300})@")),
    ("=", pattern(rf"[?&;#][\w.-]{{0,80}}(?:{_NAMES}|credential|signature|auth|(?<=[?&;#])sig|(?<=[?&;#])key)=(?P<secret>[^\s&#\"'<>;()]+)", IGNORECASE)),
    ("=", pattern(rf"[\w-]{{0,80}}{_NAMES} ?= ?{_VALUE}", IGNORECASE)),
    ("--", pattern(rf"--[\w-]{{0,80}}{_NAMES} {_VALUE}", IGNORECASE)),
    ('"', pattern(r'"[\w-]{0,80}(?:password|passwd|passphrase|api_?key|access_?key|client_?secret|(?:access|session|auth|refresh)_?token)"\s{0,3}:\s{0,3}"(?P<secret>[^"\n]{1,2000})"', IGNORECASE)),
    (":", pattern(r"\b(?:proxy-)?authorization['\"]? ?[:=] ?['\"]?(?:(?:basic|bearer|token|negotiate) )?(?P<secret>[^\s'\"(][^\s'\"]{0,8000})", IGNORECASE)),
    (":", pattern(r"\b(?:x-api-key|private-token|job-token|x-auth-token|x-vault-token|set-cookie|cookie)['\"]? ?: ?['\"]?(?P<secret>[^\s'\"(][^\r\n'\"]{0,8000})", IGNORECASE)),
    (" ", pattern(r"\b(?:basic|bearer) (?P<secret>[A-Za-z0-9+/._~-]{16,8000}=*)", IGNORECASE)),
)  # fmt: skip
"""What has to stand in a text for the expression to be worth asking, and the expression."""
