"""The dead letters of a rule: what could not be delivered is kept, or it is lost and the journal says so."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge import messages
from meshctl.adapters.local_aws.event_bridge.events import BusEvent
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable, no_resource
from meshctl.adapters.local_aws.event_bridge.permissions import Sender, Wanted, check_service
from meshctl.adapters.local_aws.event_bridge.resources import find_queue, policy_of
from meshctl.adapters.local_aws.journal import Journal


@dataclass(frozen=True)
class DeadLetter:
    """An event that a rule could not deliver, and all that AWS says about it."""

    sender: Sender
    target: Mapping[str, Any]
    event: BusEvent
    failure: Undeliverable
    retries: int
    exhausted: str | None

    @property
    def attributes(self) -> dict[str, str]:
        """AWS's message attributes; the exhausted condition only when retries were exhausted."""
        told = {
            "RULE_ARN": self.sender.rule_arn,
            "TARGET_ARN": self.target["Arn"],
            "ERROR_CODE": self.failure.code,
            "ERROR_MESSAGE": self.failure.reason[:1000] or self.failure.code,
            "EXHAUSTED_RETRY_CONDITION": self.exhausted,
            "RETRY_ATTEMPTS": str(self.retries),
        }
        return {name: value for name, value in told.items() if value}


def keep(letter: DeadLetter, journal: Journal) -> None:
    """Put the event into the rule's dead-letter queue, or journal it as lost with both reasons."""
    facts = {
        "rule": letter.sender.rule_arn,
        "target": letter.target["Arn"],
        "code": letter.failure.code,
        "reason": letter.failure.reason,
    }
    queue = (letter.target.get("DeadLetterConfig") or {}).get("Arn")
    try:
        _send(letter, queue)
    except Undeliverable as refusal:
        facts["reason"] = f"{letter.failure.reason}; and no dead letter: {refusal.reason}"
        journal.write("lost", letter.event.marks, letter.sender.account, **facts)
    else:
        journal.write("dead-lettered", letter.event.marks, letter.sender.account, **facts, queue=queue)


def _send(letter: DeadLetter, queue_arn: str | None) -> None:
    if not queue_arn:
        raise Undeliverable("NO_RESOURCE", "the target has no dead-letter queue")
    arn = Arn.parse(queue_arn)
    queue = find_queue(arn)
    if queue is None:
        raise no_resource(queue_arn)
    check_service(letter.sender, Wanted("sqs:SendMessage", arn, policy_of(queue)))
    body = json.dumps(letter.event.envelope, ensure_ascii=False, separators=(",", ":"))
    messages.send(arn, body, letter.event.marks, letter.attributes)
