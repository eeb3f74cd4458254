"""A way becomes a route and the grants that let it through: names, ARNs and policies. Pure."""

from collections.abc import Mapping
from json import dumps

from meshctl.model.events import Event
from meshctl.model.kinds import KINDS
from meshctl.model.services import Service
from meshctl.topology.lowering.keys import route_key
from meshctl.topology.lowering.lowered_ways import Lowered, dead_letters_of, end_of
from meshctl.topology.names import Names
from meshctl.topology.parts.grants import DeliveryGrant, Grant
from meshctl.topology.parts.names import Named, Role
from meshctl.topology.parts.routes import DeliveryRole, InputTransformer, Route, Target
from meshctl.topology.rule_patterns import pattern_text
from meshctl.topology.staged_ways import StagedWay

TARGET_ID = "target"
"""What the one target of a rule is called, wherever it leads: another id would replace it, and the rule stand without one."""


def lower_route(names: Names, service: Service, way: StagedWay) -> Lowered:
    """The route of a way over a bus to a channel of `service`; over a hop it stands on the last bus, and brings what came there."""
    bus, subscription = way.last_bus, way.subscription
    assert bus is not None  # noqa: S101  what comes over none is lowered elsewhere
    rule = names.rule(subscription, bus, f"{_wanted(way)} to {subscription.receiver}")
    end, dead = end_of(names, service, subscription), dead_letters_of(names, subscription)
    action = KINDS["queue" if subscription.delivery.buffered else subscription.delivery.kind].action
    role = names.delivery_role(subscription, bus)
    by_rule = Grant("service", rule.arn, way.last_bus_account)
    route = Route(
        rule=rule,
        bus_name=names.bus_of(bus).name,
        pattern=pattern_text(way.pattern),
        enabled=True,
        target=Target(TARGET_ID, end.arn, role.arn if way.by_role else None),
        delivery=delivery_role(role, way.last_bus_account, action, end) if way.by_role else None,
        retry=subscription.retry,
        dead_letters_arn=dead.arn if dead else None,
        input_transformer=input_of(subscription.input_fields) if subscription.input_fields else None,
    )
    sender = Grant("role", role.arn, way.last_bus_account) if way.by_role else by_rule
    return Lowered(way, route_key(subscription, bus, names.fed(subscription, bus)), route, end, dead, sender, by_rule)


def delivery_role(role: Role, account: str, action: str, end: Named) -> DeliveryRole:
    """The role of the bus's account that delivers to one end in another."""
    return DeliveryRole(role.name, role.arn, account, (DeliveryGrant(action, end.arn),))


def _wanted(way: StagedWay) -> str:
    return way.source.key if isinstance(way.source, Event) else way.subscription.wanted


def input_of(fields: Mapping[str, str]) -> InputTransformer:
    """Fields of the event's data by name, in one JSON object; EventBridge writes each value as JSON."""
    paths = {name: f"$.detail.data.{field}" for name, field in fields.items()}
    return InputTransformer(paths, "{" + ",".join(f"{dumps(name)}:<{name}>" for name in fields) + "}")
