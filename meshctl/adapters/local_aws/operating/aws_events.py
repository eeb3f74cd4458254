"""Events that AWS's services would send, put on the default bus of an account: only who operates the embedded AWS may."""

import re
from collections.abc import Mapping
from typing import Any

from meshctl.adapters.local_aws.event_bridge.buses import Buses
from meshctl.adapters.local_aws.event_bridge.events import event_of, fault_of_call, fault_of_entry
from meshctl.adapters.local_aws.operating.answering import Answers, Asked, NotAnswered
from meshctl.adapters.local_aws.operating.asking import EVENTS

ACCOUNT, REGION = re.compile(r"[0-9]{12}"), re.compile(r"[a-z]{2}(-[a-z]+)+-[0-9]")
HINT = "meshctl send --aws s3 FILE.json"


def event_answers(buses: Buses) -> Answers:
    """An event, by the account and the Region whose default bus it comes to, and its entry as PutEvents takes one."""

    def put(asked: Asked) -> Mapping[str, Any]:
        account, region, entry = asked.get("account"), asked.get("region"), asked.get("entry")
        if not _is(ACCOUNT, account) or not _is(REGION, region) or not isinstance(entry, dict):
            raise NotAnswered("an event has an account, a Region and an entry", HINT)
        if fault := _fault(entry):
            raise NotAnswered(fault, HINT)
        event = event_of(entry, str(account), str(region))
        buses.receive(event)
        return {"id": event.envelope["id"]}

    return {("POST", EVENTS): put}


def _is(form: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _fault(entry: Mapping[str, Any]) -> str | None:
    """What is wrong with an entry, but for its source, which no caller may have."""
    texts = all(isinstance(entry.get(name), str) for name in ("Source", "DetailType", "Detail"))
    resources = entry.get("Resources", [])
    if not texts or not isinstance(resources, list) or not all(isinstance(one, str) for one in resources):
        return "an entry has a source, a detail type and a detail as text, and resources in a list"
    if not entry["Source"].startswith("aws."):
        return "an event of an AWS service has a source that begins with aws."
    refusal = fault_of_entry({**entry, "Source": "any"})
    try:
        return refusal.reason if refusal else fault_of_call([entry])
    except UnicodeEncodeError:
        return "an entry holds half a character, which is no UTF-8"
