"""Strict JSON, and the places of what stands in it. Knows nothing of what a file is for; reads no disk."""

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from json import JSONDecodeError, dumps, loads
from math import isinf
from typing import Any, NoReturn

from meshctl.catalogue.documents.json_places import JsonPlaces
from meshctl.catalogue.documents.json_slips import is_other_unicode, json_meant
from meshctl.catalogue.documents.shortened_json import MOST_SHOWN, shortened_json
from meshctl.catalogue.documents.yaml_documents import MAX_DEPTH, Path, place_after, read_document
from meshctl.model.faults import FileFault
from meshctl.model.places import Place

MOST_FAULTS = 20
MOST_DIGITS = 4_300
"""Of a whole number: more of them take Python quadratic time."""
MOST_READ_AGAIN = 200_000
"""Bytes up to which a repeated key has a line: the file is read as YAML for it."""

Fault = tuple[Path, str, str]
"""Where in the file, what is wrong, and a way out."""


class NoJson(ValueError):
    """The file is no JSON: where, what is wrong there, and a way out where one is known."""

    def __init__(self, place: Place, message: str, help_: str = "") -> None:
        super().__init__(message)
        self.place, self.message, self.help = place, message, help_


class _Refused(ValueError):
    """The text is no JSON for a reason that Python's reader does not know."""


class _Repeated(_Refused):
    """A key stands twice in an object."""


def read_json(path: str, content: bytes) -> Any:
    """The data in `content`, however deep; raises `NoJson`, also where a key stands twice in an object."""
    try:
        text = content.removeprefix(BOM_UTF8).decode()
        data = loads(
            text,
            parse_constant=_no_json,
            parse_int=_integer,
            parse_float=_number,
            object_pairs_hook=_without_repetition,
        )
        _refuse_half_characters(text, data)
    except JSONDecodeError as error:
        if is_other_unicode(content):
            raise _other_unicode(path) from None
        before = error.doc[: min(error.pos, len(error.doc.rstrip()))]  # an end is missed where the text ends
        place, message = place_after(before.encode(), path), f"this is not JSON: {error.msg}"
        raise NoJson(place, message, json_meant(error.doc, error.pos)) from None
    except UnicodeError:
        raise _other_unicode(path) from None
    except RecursionError:
        raise NoJson(Place(path), f"values are nested more than {MAX_DEPTH} deep here", "write it flatter") from None
    except _Repeated as error:
        raise NoJson(_repeated(path, content), f"this is not JSON: {error}", "keep one of them") from None
    except _Refused as error:
        raise NoJson(Place(path), f"this is not JSON: {error}") from None
    return data


def is_deep(data: Any) -> bool:
    """Whether values are nested more than `MAX_DEPTH` deep."""
    level, depth = [data], 0
    while level and depth <= MAX_DEPTH:
        inside = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level, depth = [value for values in inside for value in values], depth + 1
    return bool(level)


def places_in(path: str, content: bytes) -> Callable[..., Place]:
    """What finds the place of a value by the keys and numbers that lead to it."""
    return JsonPlaces(path, content.removeprefix(BOM_UTF8).decode()).place


def placed(path: str, content: bytes, faults: Iterable[Fault]) -> tuple[FileFault, ...]:
    """The first faults of a file that is JSON, at most `MOST_FAULTS`, with their places."""
    found = tuple(islice(faults, MOST_FAULTS))
    find = places_in(path, content) if found else None
    return tuple(FileFault(find(*where), message, help_) for where, message, help_ in found) if find else ()


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise _Repeated(f"the key {shortened_json(twice)} stands there more than once in an object")
    return found


def _refuse_half_characters(text: str, data: Any) -> None:
    """JSON can write half of a surrogate pair, which is no text."""
    try:
        dumps(data, ensure_ascii=False).encode() if "\\u" in text else None
    except UnicodeError:
        raise _Refused("a text in it has half a character, written with \\u, without the other half") from None


def _integer(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise _Refused(f"a number has more than {MOST_DIGITS:,} digits")
    return int(text)


def _number(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise _Refused(f"the number {text[:MOST_SHOWN]} is larger than programs can hold")
    if number == 0 and _says_more_than_nothing(text):
        raise _Refused(f"the number {text[:MOST_SHOWN]} is nearer to 0 than programs can hold")
    return number


def _says_more_than_nothing(text: str) -> bool:
    """Whether a number has a digit other than 0 before its exponent."""
    return not {*text.lower().partition("e")[0]} <= {*"-0."}


def _other_unicode(path: str) -> NoJson:
    return NoJson(Place(path), "the file is not UTF-8 throughout: save it as UTF-8", "save it as UTF-8")


def _repeated(path: str, content: bytes) -> Place:
    """Where a key stands a second time, as far as reading it as YAML finds that."""
    _, findings = read_document(path, content) if len(content) <= MOST_READ_AGAIN else (None, [])
    return next((one.place for one in findings), Place(path))


def _no_json(constant: str) -> NoReturn:
    raise _Refused(f"{constant} is no number of JSON")
