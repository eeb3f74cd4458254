"""Text without the secrets that may stand in it: what programs, files and people say goes through here before it is told."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from re import DOTALL, Match, Pattern
from re import compile as pattern

from meshctl.masking.secret_names import names_a_secret

MASKED = "(not shown)"
"""What stands for a value that may be a secret, or that tells nobody anything, such as the digest of code."""
FEWEST_LETTERS = 8
"""Of a value of the environment that is masked: a shorter one is no credential, and stands in many words."""
_REST = {"a private key": rb".*", "a JSON Web Token": rb"[\w+/=.-]*"}
"""How what follows the form of a secret belongs to it; else it is all that goes on without a gap."""
_RESERVED = pattern(rb"[^A-Za-z0-9_.~/-]")
_ENCODED = pattern(rb"%([0-9A-Fa-f]{2})")
_PASSWORD_IN_URL = pattern(r"://[^\s/:@]{0,200}:([^\s/@]{1,2000})@")


def masked(text: str) -> str:
    """The text without what looks like a secret."""
    for mark, form in _forms():
        if mark in text:
            text = form.sub(_without_secret, text)
    return text


def masking(environment: Mapping[str, str]) -> Callable[[str], str]:
    """Gives a function that takes out of a text what looks like a secret, and each secret of this environment."""
    longest_first = sorted(_spellings(environment), key=len, reverse=True)

    def masked_too(text: str) -> str:
        for value in longest_first:
            text = text.replace(value, MASKED)
        return masked(text)

    return masked_too


def _spellings(environment: Mapping[str, str]) -> set[str]:
    """Each secret as it is, and as a URL would have it."""
    found = {value for name, one in environment.items() for value in _secrets_in(name, one)}
    spelled = {way(value) for value in found for way in (str, _encoded, _decoded)}
    return {value for value in spelled if len(value) >= FEWEST_LETTERS}


def _encoded(value: str) -> str:
    return _RESERVED.sub(lambda found: f"%{found[0][0]:02X}".encode(), value.encode("utf-8", "surrogatepass")).decode()


def _decoded(value: str) -> str:
    content = value.encode("utf-8", "surrogatepass")
    return _ENCODED.sub(lambda found: bytes([int(found[1], 16)]), content).decode("utf-8", "replace")


def _secrets_in(name: str, value: str) -> Iterator[str]:
    if names_a_secret(name):
        yield value
    if "://" in value:
        yield from _PASSWORD_IN_URL.findall(value)


def _without_secret(found: Match[str]) -> str:
    """What was found, with the secret in it masked; all of it is, where nothing else belongs to it."""
    whole, start = found[0], found.start()
    begin, end = next((found.span(name) for name in found.groupdict() if found[name] is not None), found.span())
    return (
        whole
        if found[0][begin - start : end - start] == MASKED
        else whole[: begin - start] + MASKED + whole[end - start :]
    )


@cache
def _forms() -> tuple[tuple[str, Pattern[str]], ...]:
    """Made when they are first asked for: most commands need none."""
    from meshctl.masking.secret_forms import SECRETS  # noqa: PLC0415
    from meshctl.masking.written_secrets import WRITTEN  # noqa: PLC0415

    known = ((mark.decode(), _whole(what, form)) for what, mark, form in SECRETS if mark != b"://")
    return (*WRITTEN, *known)


def _whole(what: str, form: Pattern[bytes]) -> Pattern[str]:
    return pattern((form.pattern + _REST.get(what, rb"[\w+/=-]*")).decode(), DOTALL)
