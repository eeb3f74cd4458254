"""What is wrong with what SQS is given, in its words. Pure.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html; the words were recorded on AWS.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LARGEST_CALL = 1_048_576
"""Bytes that the messages of a call may have together."""
IDS = ("MessageGroupId", "MessageDeduplicationId")
_ID = re.compile(r"[!-~]{1,128}")
_ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
MOST_ENTRIES = 10
_NOT_ALLOWED = re.compile("[^\\t\\n\\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ATTRIBUTE_NAME = re.compile(r"(?!(?i:aws|amazon)\.)[\w-]+(?:\.[\w-]+)*")
"""Letters of any script, as was seen on AWS; the documentation names those of English."""
LONGEST_NAME = 256
"""Letters of an attribute's name, and of its type."""
ALLOWED = "#x9 | #xA | #xD | [#x20 to #xD7FF] | [#xE000 to #xFFFD] | [#x10000 to #x10FFFF]"
ONLY_FIFO = {
    "FifoQueue": "Unknown Attribute FifoQueue.",
    "ContentBasedDeduplication": "Unknown Attribute ContentBasedDeduplication.",
    "DeduplicationScope": "You can specify the DeduplicationScope only when FifoQueue is set to true.",
    "FifoThroughputLimit": "You can specify the FifoThroughputLimit only when FifoQueue is set to true.",
}
"""Attributes that no standard queue has, and what SQS says to who gives them."""
BOUNDS = {"MaxNumberOfMessages": (1, 10, "between 1 and 10"), "WaitTimeSeconds": (0, 20, ">= 0 and <= 20")}
Given = Mapping[str, Any]


@dataclass(frozen=True)
class QueueFault:
    """What is wrong: the code of SQS's error, and its sentence."""

    code: str
    message: str


def missing(parameter: str) -> QueueFault:
    """Say that a parameter is not there."""
    return QueueFault("MissingParameter", f"The request must contain the parameter {parameter}.")


def invalid(name: str, value: object, reason: str) -> QueueFault:
    """Say that a parameter has a value that it may not have."""
    return QueueFault("InvalidParameterValue", f"Value {value} for parameter {name} is invalid. Reason: {reason}")


def faults_of_message(message: Given, most: int) -> Iterator[QueueFault]:
    """Give what is wrong with a message for a queue whose messages have `most` bytes."""
    if not message.get("MessageBody"):
        yield missing("MessageBody")
    elif strange := _strange(message["MessageBody"], "body"):
        yield QueueFault("InvalidMessageContents", strange)
    for name in IDS:
        if (given := message.get(name)) is not None and not _ID.fullmatch(given):
            yield invalid(
                name, given, f"{name} can only include alphanumeric and punctuation characters. 1 to 128 in length."
            )
    for name, value in (message.get("MessageAttributes") or {}).items():
        if not ATTRIBUTE_NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            yield _misnamed(name)
        if len(value.get("DataType", "")) > LONGEST_NAME:
            told = f"The type of message attribute '{name}' is invalid: it has more than {LONGEST_NAME} characters."
            yield QueueFault("InvalidParameterValue", told)
        if value.get("DataType", "").startswith(("String", "Number")) and value.get("StringValue") == "":
            yield _empty(name, value["DataType"])
        if strange := _strange(value.get("StringValue") or "", f"attribute '{name}' value"):
            yield QueueFault("InvalidParameterValue", strange)
    if size_of(message) > most:
        reason = f"Message must be shorter than {most} bytes."
        yield QueueFault("InvalidParameterValue", f"One or more parameters are invalid. Reason: {reason}")


def faults_of_entries(entries: list[Given]) -> Iterator[QueueFault]:
    """Give what is wrong with the entries of any batch as a whole."""
    ids = [str(entry.get("Id")) for entry in entries]
    if len(ids) > MOST_ENTRIES:
        told = f"Maximum number of entries per request are {MOST_ENTRIES}. You have sent {len(ids)}."
        yield QueueFault("TooManyEntriesInBatchRequest", told)
    if not all(map(_ENTRY_ID.fullmatch, ids)):
        told = "A batch entry id can only contain alphanumeric characters, hyphens and underscores."
        yield QueueFault("InvalidBatchEntryId", f"{told} It can be at most 80 letters long.")


def faults_of_batch(entries: list[Given], *, is_fifo: bool) -> Iterator[QueueFault]:
    """Give what is wrong with a batch of messages as a whole."""
    yield from faults_of_entries(entries)
    if is_fifo and not all(entry.get("MessageGroupId") for entry in entries):
        yield QueueFault("InvalidParameterValue", missing("MessageGroupId").message)
    size = sum(size_of(entry) for entry in entries)
    if size > LARGEST_CALL:
        told = f"Batch requests cannot be longer than {LARGEST_CALL} bytes. You have sent {size} bytes."
        yield QueueFault("BatchRequestTooLong", told)


def faults_of_receiving(asked: Given) -> Iterator[QueueFault]:
    """Give what is wrong with how many messages are asked for, and how long one waits for them."""
    for name, (least, most, told) in BOUNDS.items():
        given = asked.get(name)
        if given is not None and not least <= given <= most:
            yield invalid(name, given, f"Must be {told}, if provided.")


def faults_of_new(name: str, attributes: Given) -> Iterator[QueueFault]:
    """Give what is wrong with the name and the attributes of a queue that is to be made."""
    if attributes.get("FifoQueue", "").lower() == "true":
        return
    if name.endswith(".fifo"):
        told = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        yield QueueFault("InvalidParameterValue", told)
    for attribute, told in ONLY_FIFO.items():
        if attribute in attributes:
            yield QueueFault("InvalidAttributeName", told)


def faults_of_change(attributes: Given, *, is_fifo: bool) -> Iterator[QueueFault]:
    """Give what is wrong with attributes that a queue is to have from now on."""
    if "FifoQueue" in attributes and not is_fifo:
        yield QueueFault("InvalidAttributeName", ONLY_FIFO["FifoQueue"])
    if is_fifo and attributes.get("FifoQueue", "true").lower() != "true":
        reason = "Reason: Modifying queue type is not supported."
        yield QueueFault("InvalidAttributeValue", f"Invalid value for the parameter FifoQueue. {reason}")


def size_of(message: Given) -> int:
    """Give the bytes of a message: its text and, of each attribute, name, type and value."""
    attributes = message.get("MessageAttributes") or {}
    return _bytes(message.get("MessageBody")) + sum(
        _bytes(name) + sum(_bytes(part) for part in value.values()) for name, value in attributes.items()
    )


def _bytes(value: Any) -> int:
    return len(value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value or b"")


def _strange(text: str, place: str) -> str | None:
    found = _NOT_ALLOWED.search(text)
    told = found and f"Invalid binary character '#x{ord(found[0]):X}' was found in the message {place}"
    return told and f"{told}, the set of allowed characters is {ALLOWED}"


def _misnamed(name: str) -> QueueFault:
    allowed = "Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters."
    return QueueFault("InvalidParameterValue", f"The message attribute name '{name}' is invalid. {allowed}")


def _empty(name: str, kind: str) -> QueueFault:
    told = f"Message (user) attribute '{name}' must contain a non-empty value of type '{kind}'."
    return QueueFault("InvalidParameterValue", told)
