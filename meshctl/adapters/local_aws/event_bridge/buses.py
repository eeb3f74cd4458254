"""Buses: who may put events on them, and what happens to an event that arrives."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from moto.events.models import events_backends

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may
from meshctl.adapters.local_aws.event_bridge import archives
from meshctl.adapters.local_aws.event_bridge.deliveries import Deliveries
from meshctl.adapters.local_aws.event_bridge.events import BusEvent, Refusal, event_of, fault_of_entry
from meshctl.adapters.local_aws.event_bridge.permissions import Sender
from meshctl.adapters.local_aws.event_bridge.resources import find_bus
from meshctl.adapters.local_aws.event_bridge.rules import matching
from meshctl.adapters.local_aws.identities import Caller
from meshctl.adapters.local_aws.journal import Journal, Marks

Entry = Mapping[str, Any]


class Buses:
    """Takes events from callers and from other buses, and hands them to the rules."""

    def __init__(self, deliveries: Deliveries, journal: Journal) -> None:
        self._deliveries = deliveries
        self._journal = journal

    def put(self, entries: Sequence[Entry], caller: Caller, region: str) -> list[dict[str, str]]:
        """Put entries on their buses; gives PutEvents' result of each, in order."""
        return [self._put_one(entry, caller, region) for entry in entries]

    def _put_one(self, entry: Entry, caller: Caller, region: str) -> dict[str, str]:
        bus_arn = _bus_arn(entry, caller, region)
        bus = _bus(bus_arn)
        refusal = fault_of_entry(entry) or _refused(entry, caller, bus_arn, bus)
        if refusal is not None:
            self._refuse(entry, caller, bus_arn, refusal)
            return {"ErrorCode": refusal.code, "ErrorMessage": refusal.reason}
        event = event_of(entry, caller.account, region)
        if bus is None:
            self._lose(event, caller, bus_arn)
        else:
            self._journal.write("published", event.marks, caller.account, bus=bus_arn)
            self.arrive(bus, event)
        return {"EventId": str(event.envelope["id"])}

    def _lose(self, event: BusEvent, caller: Caller, bus_arn: str) -> None:
        """AWS takes an event for a bus that is not there, and says nothing; the journal says it."""
        self._journal.write("lost", event.marks, caller.account, target=bus_arn, reason="there is no such bus")

    def replay(self, bus: Any, event: BusEvent, rules: Collection[str] | None) -> None:
        """Have an event of an archive arrive once more, for the rules with these ARNs or, without any, for all."""
        self._journal.write("replayed", event.marks, bus.account_id, bus=bus.arn, replay=event.envelope["replay-name"])
        self.arrive(bus, event, rules)

    def arrive(self, bus: Any, event: BusEvent, rules: Collection[str] | None = None) -> None:
        """Hand an event to every rule that wants it, and to the archives; to those of `rules` alone where some are named."""
        wanted = False
        for rule in matching(bus, event):
            if rules and rule.arn not in rules:
                continue
            if archives.is_archive(rule):
                archives.capture(events_backends[bus.account_id][bus.region].archives, rule, event)
                continue
            wanted = self._begin(rule, event) or wanted
        if not wanted:
            self._journal.write("unmatched", event.marks, bus.account_id, bus=bus.arn)

    def receive(self, event: BusEvent) -> None:
        """Take an event that an AWS service sends, on the default bus of its account."""
        account, region = str(event.envelope["account"]), str(event.envelope["region"])
        bus = events_backends[account][region].event_buses["default"]
        self._journal.write("published", event.marks, account, bus=bus.arn)
        self.arrive(bus, event)

    def fire(self, rule: Any, event: BusEvent) -> None:
        """Hand an event to the targets of a rule whose time has come."""
        self._journal.write("scheduled", event.marks, rule.account_id, rule=rule.arn)
        self._begin(rule, event)

    def _begin(self, rule: Any, event: BusEvent) -> bool:
        """Begin to deliver to the targets of a rule; False where it has none."""
        targets = list(rule.targets)
        for target in targets:
            self._deliveries.begin(Sender(rule.arn, rule.account_id), target, event)
        return bool(targets)

    def _refuse(self, entry: Entry, caller: Caller, bus_arn: str, refusal: Refusal) -> None:
        marks = Marks(source=_text(entry.get("Source")), detail_type=_text(entry.get("DetailType")))
        facts = {"bus": bus_arn, "code": refusal.code, "reason": refusal.reason}
        self._journal.write("refused", marks, caller.account, **facts)


def _bus_arn(entry: Entry, caller: Caller, region: str) -> str:
    name = str(entry.get("EventBusName") or "default")
    return name if name.startswith("arn:") else f"arn:aws:events:{region}:{caller.account}:event-bus/{name}"


def _bus(arn: str) -> Any | None:
    try:
        return find_bus(Arn.parse(arn))
    except (ValueError, KeyError):  # no ARN at all; a Region that is none
        return None


def _refused(entry: Entry, caller: Caller, bus_arn: str, bus: Any | None) -> Refusal | None:
    context = {
        "events:source": [str(entry["Source"])],
        "events:detail-type": [str(entry["DetailType"])],
    }
    decision = identity_may(caller, "events:PutEvents", bus_arn, bus and bus.policy, context)
    if decision.allowed:
        return None
    elsewhere = bus is None and f":{caller.account}:" not in bus_arn
    return Refusal("AccessDeniedException", f"there is no bus {bus_arn}" if elsewhere else decision.reason)


def _text(value: object) -> str | None:
    return value[:256] if isinstance(value, str) else None
