"""What would become of an event, as records: the same for people and for programs. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from meshctl.app.events.simulate import Foresight, Outcome
from meshctl.aws_facts.prices import prices
from meshctl.topology.costs import cost_of_delivery, cost_of_publishing

Record = Mapping[str, Any]


def foresight_record(foresight: Foresight) -> Record:
    """The event, where it would be delivered and what each gets, which field decides against the others, what it costs."""
    event, envelope = foresight.event, foresight.envelope
    return {
        "detail_type": envelope["detail-type"],
        "source": envelope["source"],
        "account": envelope.get("account"),
        "event": event.key if event else None,
        "publisher": f"{event.system}/{event.service}" if event else None,
        "refusal": foresight.refusal or None,
        "deliveries": [_delivery(foresight, one) for one in foresight.delivered],
        "undelivered": [_undelivered(foresight, one) for one in foresight.outcomes if one.decision],
        "costs": _costs(foresight),
    }


def _delivery(foresight: Foresight, outcome: Outcome) -> Record:
    way = outcome.way
    delivery = way.subscription.delivery
    return {
        "subscription": way.subscription.key,
        "channel": f"{delivery.kind} {delivery.channel}",
        "buffered": delivery.buffered,
        "account": way.account,
        "bus": outcome.bus,
        "hops": way.hops,
        "bytes": _bytes(outcome.content),
        "content": outcome.content,
        "dead_letters": outcome.dead_letters or None,
        "cost_per_million": str(cost_of_delivery(way, _bytes(foresight.content))),
    }


def _undelivered(foresight: Foresight, outcome: Outcome) -> Record:
    assert outcome.decision is not None  # noqa: S101  else it would be delivered
    return {
        "subscription": outcome.way.subscription.key,
        "wants_this_event": outcome.way.source == foresight.event,
        "field": outcome.decision.path,
        "sentence": outcome.decision.sentence,
    }


def _costs(foresight: Foresight) -> Record:
    """US dollars for a million such events; what channels and the archive cost is not in it."""
    if foresight.refusal:
        return {}
    publishing = cost_of_publishing(_bytes(foresight.content))
    deliveries = sum((cost_of_delivery(one.way, _bytes(foresight.content)) for one in foresight.delivered), Decimal(0))
    return {
        "publishing_a_million": str(publishing),
        "delivering_a_million": str(deliveries),
        "currency": prices()["currency"],
        "prices_of": prices()["date"],
        "region": prices()["region"],
    }


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
