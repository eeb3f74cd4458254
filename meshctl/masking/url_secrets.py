"""Secrets in URLs: the user and the password before a host, however the URL is encoded or escaped.

What stands behind the host is told, but for addresses that are somebody's settings: tokens in them are theirs.
"""

from collections.abc import Iterator
from re import IGNORECASE

from meshctl.masking.late_pattern import late_pattern as pattern
from meshctl.masking.mask import MASKED, Span
from meshctl.masking.secret_names import is_random, is_token, is_word, stands_for_one

_PLAIN = pattern(r":(?:\\*/){2,}")
_ENCODED = pattern(r"%(?:25)*3A(?:%(?:25)*2F){2,}", IGNORECASE)
_URL = pattern(r"[^\s]*?(?=:(?:\\*/){2}|\s|$)")
_SAID_FIRST = pattern(r"[^/?#\\]*")
_ENCODED_URL = pattern(r"[^\s&\"']*")
_SAID_FIRST_ENCODED = pattern(r"(?:[^%]|%(?!(?:25)*(?:2F|3F|23)))*", IGNORECASE)
_AT = pattern(r"@|%(?:25)*40")
_COLON = pattern(r":|%(?:25)*3A", IGNORECASE)
_PORT = pattern(r"[0-9]{1,5}(?![^/?#\\])")
_HOST = pattern(r"(?:[\w-]+\.)+\w+|localhost|\[.*")
_BEHIND_A_HOST = pattern(r"(?<!file)://[^\s/?#]*([/?#][^\s\"']*)")
_PIECES = pattern(r"[/?#&=;,:]")
_NOBODY = ("git", "hg", "svn")
"""The name that everybody has there."""


def url_secrets(text: str) -> Iterator[Span]:
    """Where the users and passwords of URLs stand, in their order."""
    if "@" not in text and "%40" not in text and "2540" not in text:
        return
    if "/" in text:
        for mark in _PLAIN.finditer(text):
            if span := _user_of(text, mark.start(), mark.end()):
                yield span
    if "%" in text:
        for mark in _ENCODED.finditer(text):
            if span := _encoded_user(text, mark.end()):
                yield span


def url_tokens(setting: str) -> Iterator[str]:
    """What looks like a token in the addresses of a setting: in a path, in what is asked for, and behind that."""
    if "://" in setting:
        for behind in _BEHIND_A_HOST.findall(setting):
            yield from filter(is_token, _PIECES.split(behind))


def _user_of(text: str, mark: int, start: int) -> Span | None:
    url = _without_what_follows(_URL.match(text, start)[0], text, mark)  # type: ignore[index]
    first = _SAID_FIRST.match(url)[0]  # type: ignore[index]
    length = first.rfind("@")
    if length < 0 and (at := _AT.search(first)):
        length = at.start()
    elif _goes_on(first, url):
        length = url.rfind("@")
    if length <= 0 or _is_known(url[:length], text, mark):
        return None
    return start, start + length


def _without_what_follows(url: str, text: str, mark: int) -> str:
    """The URL as far as the quote that it stands in; a quote elsewhere belongs to it."""
    head = text[max(0, mark - 40) : mark].rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-")
    quote = head[-1:]
    return url.partition(quote)[0] if quote and quote in "\"'`" else url


def _goes_on(first: str, url: str) -> bool:
    """Whether a password has a slash or a question mark, which belong percent-encoded, and are often not."""
    before, at, host = first.rpartition("@")
    if at:
        return ":" in before and "@" in url[len(first) :] and not _HOST.fullmatch(host.partition(":")[0])
    user, colon, rest = first.partition(":")
    if "@" not in url:
        return False
    if not colon:
        return not _HOST.fullmatch(user) and "/@" not in url and is_random(url[: url.rfind("@")])
    if not rest or not _PORT.fullmatch(rest):
        return bool(rest)
    between = url[len(first) + 1 : url.rfind("@")]
    return (
        bool(between)
        and "?" not in between
        and not between.endswith("/")
        and (not _HOST.fullmatch(user) or is_random(between))
    )


def _is_known(user: str, text: str, mark: int) -> bool:
    """Whether it is none: a user whom everybody knows, or what stands for one."""
    if user in _NOBODY or user.startswith((MASKED, "[")):
        return True
    name, colon, password = _COLON.sub(":", user, count=1).partition(":")
    if colon and password:
        return stands_for_one(password) and not is_random(name)
    is_web = text[max(0, mark - 5) : mark].lower().endswith(("http", "https"))
    return stands_for_one(name) or (is_word(name) and not is_web)


def _encoded_user(text: str, start: int) -> Span | None:
    url = _ENCODED_URL.match(text, start)[0]  # type: ignore[index]
    first = _SAID_FIRST_ENCODED.match(url)[0]  # type: ignore[index]
    ats = [found.start() for found in _AT.finditer(first)]
    if not ats or not ats[-1] or _is_known(first[: ats[-1]], text, start):
        return None
    return start, start + ats[-1]
