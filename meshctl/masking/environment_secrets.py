"""The secrets of an environment, in every way in which a text may spell them."""

from collections.abc import Callable, Iterator, Mapping
from json import dumps
from re import escape as literally
from re import sub

from meshctl.masking.late_pattern import late_pattern as pattern
from meshctl.masking.mask import MASKED
from meshctl.masking.secret_names import FEWEST_LETTERS, is_word, variable_has_secret
from meshctl.masking.url_secrets import url_secrets, url_tokens

_RESERVED = pattern(rb"[^A-Za-z0-9_.~-]")
_ENCODED = pattern(rb"%([0-9A-Fa-f]{2})")


def without_secrets_of(environment: Mapping[str, str]) -> Callable[[str], str]:
    """Gives a function that masks those of the variables whose names and values look like a secret, and those in URLs.

    A word is masked as a whole word only; all else wherever it stands, the longest first.
    """
    spelled = _all_spellings({one for name, value in environment.items() for one in _secrets_in(name, value)})
    words = sorted(filter(is_word, spelled), key=len, reverse=True)
    others = sorted(spelled.difference(words), key=len, reverse=True)
    whole = pattern(rf"(?<![\w-])(?:{'|'.join(map(literally, words))})(?![\w-])") if words else None

    def without(text: str) -> str:
        for spelling in others:
            text = text.replace(spelling, MASKED)
        return whole.sub(MASKED, text) if whole else text

    return without


def _all_spellings(secrets: set[str]) -> set[str]:
    parts = {part for one in secrets for part in (one, *map(str.strip, one.splitlines()))}
    return {spelling for part in parts for spelling in _spellings(part) if len(spelling) >= FEWEST_LETTERS}


def _secrets_in(name: str, value: str) -> Iterator[str]:
    for start, end in url_secrets(value):
        yield from _of_user(value[start:end])
    yield from url_tokens(value)
    if variable_has_secret(name, value):
        yield value


def _of_user(user: str) -> Iterator[str]:
    """The password; the name as well where there is nothing else, or it is what looks like one."""
    name, _, password = user.partition(":")
    yield password
    if not password or not is_word(name):
        yield name
    yield user


def _spellings(secret: str) -> set[str]:
    """As it is, as a URL, JSON, Python, a shell or HTML has it, and as one of these has what another one has."""
    once = {secret, *(way(secret) for way in _WAYS)}
    return once | {way(one) for one in once for way in _WAYS}


def _percent(text: str) -> str:
    content = text.encode("utf-8", "surrogatepass")
    return _RESERVED.sub(lambda found: f"%{found[0][0]:02X}".encode(), content).decode()


def _decoded(text: str) -> str:
    content = text.encode("utf-8", "surrogatepass")
    return _ENCODED.sub(lambda found: bytes([int(found[1], 16)]), content).decode("utf-8", "replace")


def _as_html(text: str) -> str:
    from html import escape  # noqa: PLC0415  it brings all entities; few environments hold a secret

    return escape(text)


_WAYS: tuple[Callable[[str], str], ...] = (
    _percent,
    lambda text: _percent(text).replace("%2F", "/"),
    lambda text: _percent(text).replace("%20", "+"),
    lambda text: sub("%..", lambda found: found[0].lower(), _percent(text)),
    _decoded,
    lambda text: dumps(text)[1:-1],
    lambda text: dumps(text, ensure_ascii=False)[1:-1],
    lambda text: repr(text)[1:-1],
    lambda text: ascii(text)[1:-1],
    lambda text: text.replace("/", "\\/"),
    lambda text: text.replace("'", "'\\''"),
    _as_html,
)
