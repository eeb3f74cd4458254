"""Text of others, such as what Terraform says of a failure, without the secrets that may stand in it. Pure."""

from collections.abc import Callable, Mapping
from re import DOTALL, Pattern
from re import compile as pattern

from meshctl.changes.values import MASKED
from meshctl.checks.secret_in_plain_text import SECRETS

FEWEST_LETTERS = 8
"""Of a value of the environment that is masked: a shorter one is no credential, and stands in many words."""
_SECRET_NAMES = ("SECRET", "TOKEN", "PASSWORD", "ACCESS_KEY", "CREDENTIAL")
_REST = {"a private key": rb".*"}
"""How what follows the form of a secret belongs to it; else it is all that goes on without a gap."""


def masking(environment: Mapping[str, str]) -> Callable[[str], str]:
    """Gives a function that masks in a text what looks like a secret, and each secret of this environment."""
    own = [value for name, value in environment.items() if _is_secret(name, value)]
    longest_first = sorted({*own}, key=len, reverse=True)

    def masked(text: str) -> str:
        for value in longest_first:
            text = text.replace(value, MASKED)
        content = text.encode("utf-8", "surrogatepass")
        for mark, form in _FORMS:
            if mark in content:
                content = form.sub(MASKED.encode(), content)
        return content.decode("utf-8", "surrogatepass")

    return masked


def _is_secret(name: str, value: str) -> bool:
    return len(value) >= FEWEST_LETTERS and any(word in name.upper() for word in _SECRET_NAMES)


def _whole(what: str, form: Pattern[bytes]) -> Pattern[bytes]:
    return pattern(form.pattern + _REST.get(what, rb"[\w+/=-]*"), DOTALL)


_FORMS = [(mark, _whole(what, form)) for what, mark, form in SECRETS]
