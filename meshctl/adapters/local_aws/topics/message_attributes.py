"""The attributes of a message: checked as SNS does, and shown as its receivers see them. Pure.

https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from meshctl.adapters.local_aws.topics.refusals import invalid_value, missing

TYPES = ("Binary", "Number", "String")
LONGEST_NAME = 256
STRANGE = re.compile(r"[^A-Za-z0-9_.\-]")
TYPE = re.compile(r"(String|Number|Binary)(\..+)?", re.DOTALL)


@dataclass(frozen=True)
class MessageAttribute:
    """A value with its data type, such as `String`, `Number` or `String.Array`."""

    type: str
    value: str | bytes

    @property
    def shown(self) -> dict[str, str]:
        """As SNS tells it in a notification."""
        text = self.value if isinstance(self.value, str) else base64.b64encode(self.value).decode()
        return {"Type": self.type, "Value": text}

    @property
    def of_a_queue(self) -> dict[str, Any]:
        """As a queue's message bears it."""
        return {"DataType": self.type, "StringValue" if isinstance(self.value, str) else "BinaryValue": self.value}

    @property
    def filtered(self) -> Any:
        """What a filter policy sees: a text, a number, or the items of an array."""
        if self.type == "Number":
            return Decimal(self.value) if isinstance(self.value, str) else None
        return _items(str(self.value)) if self.type == "String.Array" else self.value


def read_attributes(given: Mapping[str, Any] | None, place: str = "") -> dict[str, MessageAttribute]:
    """Read MessageAttributes; raises SNS's refusal. `place` is where they stand, where that is not the call itself."""
    return {name: _attribute(name, one, place) for name, one in (given or {}).items()}


def size(attributes: Mapping[str, MessageAttribute]) -> int:
    """Give the bytes that SNS counts: of names, types and values."""
    return sum(len(_bytes(part)) for name, one in attributes.items() for part in (name, one.type, one.value))


def _bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


def _items(text: str) -> Any:
    """The items of an array; what is none has no item that matches."""
    try:
        items = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        return []
    return items if isinstance(items, list) else []


def _attribute(name: str, given: Mapping[str, Any], place: str) -> MessageAttribute:
    _check_name(name)
    kind = given.get("DataType")
    if kind is None:
        raise missing(f"{place}messageAttributes.{name}.member.dataType")
    found = TYPE.fullmatch(kind)
    if found is None:
        said = (
            "has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."
        )
        raise invalid_value(f"The message attribute '{name}' {said}")
    return MessageAttribute(kind, _value(name, kind, "Binary" if found[1] == "Binary" else "String", given))


def _value(name: str, kind: str, field: str, given: Mapping[str, Any]) -> str | bytes:
    value: str | bytes = given.get(f"{field}Value") or ""
    other = "Binary" if field == "String" else "String"
    if not value and given.get(f"{other}Value"):
        raise invalid_value(f"The message attribute '{name}' with type '{kind}' must use field '{field}'.")
    if not value:
        said = f"must contain non-empty message attribute value for message attribute type '{kind}'."
        raise invalid_value(f"The message attribute '{name}' {said}")
    if kind.split(".", maxsplit=1)[0] == "Number" and not _is_number(str(value)):
        raise invalid_value(f"Could not cast message attribute '{name}' value to number.")
    return value


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _check_name(name: str) -> None:
    if len(name.encode()) > LONGEST_NAME:
        raise invalid_value("Length of message attribute name must be less than 256 bytes.")
    if strange := STRANGE.search(name):
        code = f"#x{ord(strange[0]):X}"
        allowed = "Can only include alphanumeric characters, hyphens, underscores, or dots."
        raise invalid_value(
            f"Invalid non-alphanumeric character '{code}' was found in the message attribute name. {allowed}"
        )
    for where, wrong in (("starting", name.startswith(".")), ("ending", name.endswith("."))):
        if wrong:
            raise invalid_value(f"Invalid message attribute name {where} with character '.' was found.")
    if ".." in name:
        raise invalid_value("Message attribute name can not have successive '.' character.")
