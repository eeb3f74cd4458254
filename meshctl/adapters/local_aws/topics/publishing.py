"""What is published on a topic: checked as SNS does, and read into one value. Pure, apart from the time and a fresh id."""

import hashlib
import json
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from moto.core.utils import unix_time
from moto.sns.exceptions import SNSException

from meshctl.adapters.local_aws.clock import timestamp
from meshctl.adapters.local_aws.journal import Marks, marks_of_text
from meshctl.adapters.local_aws.topics.message_attributes import MessageAttribute, read_attributes, size
from meshctl.adapters.local_aws.topics.refusals import invalid

BYTES_A_CALL = 262_144  # of a message with its attributes, and of all messages of a batch together
ENTRIES_A_CALL = 10
LONGEST_SUBJECT = 100
LONGEST_ID = 80
ID = re.compile(r"[A-Za-z0-9_\-]+")
STRUCTURE = "Message Structure -"


@dataclass(frozen=True)
class TopicMessage:
    """A message as it was published. `texts` has what a protocol gets instead of the body; `sequence` is a FIFO topic's."""

    id: str
    body: str
    marks: Marks
    published: str
    subject: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, MessageAttribute] = field(default_factory=dict)
    group: str | None = None
    deduplication: str | None = None
    sequence: str | None = None
    trace: str | None = None
    """The header of X-Ray, which the message carries on."""

    def text_for(self, protocol: str) -> str:
        """Give the text that a protocol gets."""
        return self.texts.get(protocol) or self.texts.get("default") or self.body

    @property
    def size(self) -> int:
        """The bytes that SNS counts."""
        return len(self.body.encode()) + size(self.attributes)


def message_of(given: Mapping[str, Any], place: str = "") -> TopicMessage:
    """Read what a call, or an entry of a batch, publishes; raises SNS's refusal."""
    body, subject = given.get("Message") or "", given.get("Subject")
    if subject is not None and not _is_subject(subject):
        raise invalid("Subject")
    if not body:
        raise invalid("Empty message")
    return replace(
        message_from(body, marks_of_text(body)),
        subject=subject,
        texts=_texts(body, given.get("MessageStructure")),
        attributes=read_attributes(given.get("MessageAttributes"), place),
        group=given.get("MessageGroupId"),
        deduplication=given.get("MessageDeduplicationId"),
    )


def message_from(body: str, marks: Marks) -> TopicMessage:
    """Give a message with nothing but a body. What is no event is known by the message's own id."""
    message_id = str(uuid.uuid4())
    known = marks if marks.id or marks.event_id else Marks(id=message_id, source="aws.sns", detail_type="Notification")
    return TopicMessage(message_id, body, known, timestamp(unix_time()))


def check_size(message: TopicMessage) -> None:
    """Raise SNS's refusal of a message that is too large."""
    if message.size > BYTES_A_CALL:
        raise invalid("Message too long")


def check_batch(entries: Sequence[Mapping[str, Any]]) -> None:
    """Raise SNS's refusal of a whole batch."""
    if not entries:
        raise SNSException("EmptyBatchRequest", "The batch request doesn't contain any entries.")
    if len(entries) > ENTRIES_A_CALL:
        raise SNSException("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.")
    ids = [str(entry.get("Id") or "") for entry in entries]
    if len(set(ids)) < len(ids):
        raise SNSException("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.")
    for one in ids:
        _check_id(one)


def check_batch_size(messages: Sequence[TopicMessage]) -> None:
    """Raise SNS's refusal of a batch that is too large."""
    if sum(message.size for message in messages) > BYTES_A_CALL:
        sentence = "The length of all the messages put together is more than the limit."
        raise SNSException("BatchRequestTooLong", sentence)


def for_topic(message: TopicMessage, fifo: bool, by_content: bool) -> TopicMessage:
    """Give the message as its topic takes it, FIFO or not; raises SNS's refusal."""
    if not fifo:
        if message.deduplication:
            said = "The request includes MessageDeduplicationId parameter that is not valid for this topic type"
            raise invalid(f"MessageDeduplicationId Reason: {said}")
        return message
    if not message.group:
        raise invalid("The MessageGroupId parameter is required for FIFO topics")
    if message.deduplication:
        return message
    if not by_content:
        said = "should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
        raise invalid(f"The topic {said}")
    return replace(message, deduplication=hashlib.sha256(message.body.encode()).hexdigest())


def _check_id(one: str) -> None:
    entry = "The Id of a batch entry in the batch request"
    if len(one) > LONGEST_ID:
        raise SNSException("InvalidBatchEntryId", f"{entry} is too long: {one}")
    if not ID.fullmatch(one):
        raise SNSException("InvalidBatchEntryId", f"{entry} contains an impermissible character: {one}")


def _is_subject(text: str) -> bool:
    return 0 < len(text) <= LONGEST_SUBJECT and text.isprintable()


def _texts(body: str, structure: str | None) -> Mapping[str, str]:
    """What each protocol gets of a message that says so."""
    if structure is None:
        return {}
    if structure != "json":
        raise invalid("MessageStructure")
    try:
        texts = json.loads(body)
    except (ValueError, RecursionError):
        raise invalid(f"{STRUCTURE} JSON message body failed to parse") from None
    if not isinstance(texts, dict) or not isinstance(texts.get("default"), str):
        raise invalid(f"{STRUCTURE} No default entry in JSON message body")
    return {name: text for name, text in texts.items() if isinstance(text, str)}
