"""Which variables hold a secret as it is: those of a function, and those of whoever runs meshctl. Judges by the name, and
of a function's also by the form of the value."""

from re import IGNORECASE, VERBOSE
from re import compile as pattern

_SECRET_NAME = pattern(
    r"""(password|passwd|passphrase)$ | (^|_)(secret|token)$
    | (api|access|secret|private|signing|encryption)_?key$""",
    VERBOSE | IGNORECASE,
)
_KEY_NAME = pattern(r"_key$", IGNORECASE)  # of a table, a cache or a partition as well: there the value decides
_NAME_OF_ONE = pattern(r"(^|_)(arn|id|name|path|url)(_|$)", IGNORECASE)
_REFERENCE = pattern(r"arn:.+ | /?[a-z0-9_.-]+(/[a-z0-9_.-]+)+", VERBOSE)
_PLACEHOLDER = pattern(r"\$\{ | \{\{ | \$\( | ^<.*>$", VERBOSE)
_SETTING = pattern(r"\s* | true | false | yes | no | on | off | none | null | [0-9]{1,3}", VERBOSE | IGNORECASE)
_RANDOM = pattern(r"(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9+/=_-]{20,}")
_TOLD_IN_SECRET = pattern(
    r"secret | token | passw | passphrase | credential | access_?key | api_?key | _key$ | _pwd$ | _auth$",
    VERBOSE | IGNORECASE,
)
_TELLS_WHERE = pattern(r"_(arn|dir|file|name|path|expiration|provider|sock|uri|url)$", IGNORECASE)
_UUID = pattern(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", IGNORECASE)


def holds_a_secret(name: str, value: str) -> bool:
    """Whether `name` asks for a secret and `value` is one, and no setting, placeholder or name of it elsewhere."""
    if _NAME_OF_ONE.search(name) or _PLACEHOLDER.search(value):
        return False
    if _SETTING.fullmatch(value) or _REFERENCE.fullmatch(value):
        return False
    if _SECRET_NAME.search(name):
        return True
    return bool(_KEY_NAME.search(name) and _RANDOM.fullmatch(value) and not _UUID.fullmatch(value))


def names_a_secret(variable: str) -> bool:
    """Whether what a program is told by this variable is a secret; judged by the name alone, so that rather too much is."""
    return bool(_TOLD_IN_SECRET.search(variable) and not _TELLS_WHERE.search(variable))
