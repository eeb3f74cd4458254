"""What AWS answers to a mistake whose words depend on what was written. Refuses nothing itself.

The words are those of event-ruler, AWS's own engine. Answers of TestEventPattern recorded elsewhere have the same.
Where AWS adds the line and column to which it has read the text it was sent, `Stop` is that place within the pattern:
a pattern may come as an object.
"""

import re
from collections.abc import Sequence

from meshctl.patterns.operators.addresses import address, looks_like_an_address
from meshctl.patterns.operators.numbers import Spelt, comparable, is_number
from meshctl.patterns.syntax.invalid_pattern import Part, Place, Stop

Said = tuple[str, Stop]
"""What AWS says, and how far it has read."""

NO_OBJECT = "Filter is not an object"
EMPTY_OBJECT = "Empty objects are not allowed"
EMPTY_LIST = "Empty arrays are not allowed"
NO_VALUE = "Match value must be String, number, true, false, or null"
ONE_KEY = "Only one key allowed in match expression"
TOO_MANY = "Too many elements in numeric expression"
BAD_EXISTS = "exists match pattern must be either true or false."
NO_CHOICES = "It must be an Array followed with $or."
NO_CHOICE = "Only JSON object is allowed in array of $or relationship."
FEW_CHOICES = "There must have at least 2 Objects in $or relationship."
EMPTY_PREFIX = "Null prefix/suffix not allowed"
BUT_VALUE = "Value of anything-but must be an array or single string/number value."
BUT_KIND = "Inside anything but list, start|null|boolean is not supported."
BUT_MIXED = "Inside anything but list, either all values are number or string, mixed type is not supported"
BUT_NO_TEXT = {
    "prefix": "prefix/suffix match pattern must be a string",
    "suffix": "prefix/suffix match pattern must be a string",
    "equals-ignore-case": "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
    "wildcard": "wildcard match pattern must be a string",
}
TOO_COMPLEX = (
    "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a "
    "wildcard character"
)

_SPOKEN = {"exactly": "exact", "cidr": "prefix"}  # AWS does say "prefix" of a cidr
_STEP = re.compile(r"\\[*\\]|(?P<stars>\*(?=\*))|(?P<escape>\\)")
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]+")


def no_text(operator: object) -> str:
    """An operator that wants a text has none."""
    return f"{_SPOKEN.get(str(operator), operator)} match pattern must be a string"


def number(written: object) -> str:
    """A number no double says digit for digit; nothing where its spelling is lost, as that of an exponent is."""
    spelt = _spelling(written)
    lost = "e" in spelt.lower() and not isinstance(written, Spelt)
    return "" if lost else f"Cannot compare number : {spelt}"


def wildcard(text: str) -> str:
    """The first misspelling of a wildcard; AWS counts bytes, from the quote that opens the text."""
    quoted = f'"{text}"'
    for step in _STEP.finditer(quoted):
        if step.lastgroup:
            what = "Consecutive wildcard characters" if step.lastgroup == "stars" else "Invalid escape character"
            return f"{what} at pos {len(quoted[: step.start()].encode('utf-8', 'replace'))}"
    return ""


def block(text: str) -> str:
    """What is wrong with a block of addresses."""
    spelt, slash, mask = text.rstrip("/").partition("/")
    if not slash or "/" in mask:
        return "Malformed CIDR, one '/' required"
    if not _WHOLE_NUMBER.fullmatch(mask):
        return "Malformed CIDR, mask bits must be an integer"
    if mask.startswith("-") and mask.strip("-0"):
        return "Malformed CIDR, mask bits must not be negative"
    return _start(spelt)


def _start(spelt: str) -> str:
    found = address(spelt)
    if found is None:
        return f"{'Invalid' if looks_like_an_address(spelt) else 'Nonstandard'} IP address: {spelt}"
    return "IPv4 mask bits must be < 32" if found[0] == 32 else "IPv6 mask bits must be < 128"


def numeric(place: Place, operand: object) -> Said:
    """The first mistake in the operand of `numeric`, in the order AWS reads it."""
    if not isinstance(operand, list | tuple):
        return "Value of numeric must be an array.", Stop(place)
    words, at, part = _first_mistake(operand)
    return words, Stop((*place, at), part) if at < len(operand) else Stop(place, "end")


def _first_mistake(operand: Sequence[object]) -> tuple[str, int, Part]:
    if not operand or not isinstance(operand[0], str):
        return f"Invalid member in numeric match: {_member(operand, 0)}", 0, "start"
    sign = operand[0]
    if sign not in ("=", "<", "<=", ">", ">="):
        return f"Unrecognized numeric range operator: {sign}", 1, "start"
    if not _has_number(operand, 1):
        return f"Value of {'equals' if sign == '=' else sign} must be numeric", 1, "start"
    if sign in (">", ">=") and len(operand) > 2:
        return _range(operand)
    return (TOO_MANY if len(operand) > 2 else number(operand[1])), 2, "start"


def _range(operand: Sequence[object]) -> tuple[str, int, Part]:
    sign = operand[2]
    if not isinstance(sign, str):
        return f"Bad value in numeric range: {_member(operand, 2)}", 2, "start"
    if sign not in ("<", "<="):
        return f"Bad numeric range operator: {sign}", 2, "text"
    if not _has_number(operand, 3):
        return f"Value of {sign} must be numeric", 3, "start"
    if len(operand) > 4:
        return "Too many terms in numeric range expression", 4, "start"
    beyond = [end for end in (operand[1], operand[3]) if comparable(end) is None]  # type: ignore[arg-type]
    return (number(beyond[0]) if beyond else "Bottom must be less than top"), 4, "start"


def _has_number(operand: Sequence[object], at: int) -> bool:
    return at < len(operand) and is_number(operand[at])


def _member(operand: Sequence[object], at: int) -> str:
    """As AWS reads the text: what opens or closes a list or an object stands for it."""
    if at >= len(operand):
        return "]"
    value = operand[at]
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return "[" if isinstance(value, list | tuple) else _spelling(value) if is_number(value) else "{"


def _spelling(number: object) -> str:
    return number.text if isinstance(number, Spelt) else str(number)
