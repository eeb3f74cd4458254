"""What is known of a mesh: which routes exist, who may publish what. Pure; without it every foreign account is foreign.

It comes as one JSON object, which `meshctl policy` makes of the catalogue. Every key may be missing:

    own_account    the account of what is judged, where neither a plan nor a provider says it
    organization   "o-...": the organisation that alone may publish on the hub
    hubs           {"arn:aws:events:...:event-bus/hub": "accounts"}: by the ARN of a hub's bus, what its policy names because
                   more does not fit into it: the `accounts` of the publishers, or the `organization`; else `sources`
    publishers     {"222222222222": ["orders.checkout"]}: the sources that each account may publish
    routes         {"arn:aws:events:...:rule/...": route}, by the ARN of the rule: {"subscription": "payments/capture/placed",
                   "target": ARN, "role": ARN of the delivery role or "" without one, "dead_letters": ARN, or "" where
                   the catalogue says `none`, "seconds": and "attempts": of the retries}
    received       {SOURCE: {RECEIVER: dead letters}}: by the ARN of a topic or a stream, which queues and functions get what is
                   in it; the dead letters are an ARN, or "" where the catalogue says `none`
    channels       [ARN]: all queues and topics of the mesh, and all dead letters, whatever gets there
    brokers        [ARN]: the buses that services have beside the local ones, for events of whatever type
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mesh_policy.values import Resource, key_of


@dataclass(frozen=True)
class Route:
    """What a subscription lowers to; texts are empty where there is no such thing."""

    rule: str
    subscription: str = ""
    target: str = ""
    role: str = ""
    dead_letters: str = ""
    seconds: int | None = None
    attempts: int | None = None


@dataclass(frozen=True)
class Knowledge:
    """What is known of a mesh; nothing, where nobody has said it."""

    own_account: str = ""
    organization: str = ""
    hubs: Mapping[str, str] = field(default_factory=dict)
    publishers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    routes: Mapping[str, Route] = field(default_factory=dict)
    received: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    channels: tuple[str, ...] = ()
    brokers: tuple[str, ...] = ()

    @cached_property
    def _channels_by_key(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for arn in self.channels:
            found.setdefault(key_of(arn), []).append(arn)
        return found

    def is_of_the_mesh(self, channel: Resource) -> bool:
        """Whether a queue or topic is one of `channels`."""
        return any(channel.is_meant_by(arn) for key in channel.keys for arn in self._channels_by_key.get(key, ()))

    def may_lose(self, source: str, receiver: str) -> bool:
        """Whether the catalogue says `dead_letters: none` of what a receiver gets of a topic or a stream."""
        return self.received.get(source, {}).get(receiver) == ""

    def dead_letters_before(self, end: Resource) -> list[str]:
        """Those of each route and each topic that leads to a queue or a function; empty texts where the catalogue says `none`."""
        routes = [(one.target, one.dead_letters) for one in self.routes.values()]
        brought = [each for source, one in self.received.items() if _is_topic(source) for each in one.items()]
        return [letters for arn, letters in (*routes, *brought) if end.is_meant_by(arn)]

    @cached_property
    def _by_role(self) -> Mapping[str, Route]:
        return {one.role: one for one in self.routes.values() if one.role}

    def route_by_role(self, role: str) -> Route | None:
        """The route whose delivery role it is."""
        return self._by_role.get(role)

    def accounts_of(self, source: str) -> tuple[str, ...]:
        """The accounts that may publish a source; none where the mesh does not know it."""
        return tuple(account for account, sources in self.publishers.items() if source in sources)


def _is_topic(arn: str) -> bool:
    return arn.startswith("arn:aws:sns:")


def read_knowledge(text: str) -> Knowledge:
    """Raises ValueError for what is not of this form."""
    said = json.loads(text)
    if not isinstance(said, dict):
        raise ValueError("no JSON object")
    try:
        return Knowledge(
            str(said.get("own_account") or ""),
            str(said.get("organization") or ""),
            {str(bus): str(form) for bus, form in (said.get("hubs") or {}).items()},
            {str(key): tuple(map(str, value)) for key, value in (said.get("publishers") or {}).items()},
            {str(rule): _route(str(rule), one) for rule, one in (said.get("routes") or {}).items()},
            _received(said.get("received")),
            tuple(map(str, said.get("channels") or ())),
            tuple(map(str, said.get("brokers") or ())),
        )
    except (AttributeError, TypeError) as error:
        raise ValueError("not what is known of a mesh") from error


def _route(rule: str, said: Mapping[str, Any]) -> Route:
    texts = {name: str(said.get(name) or "") for name in ("subscription", "target", "role", "dead_letters")}
    return Route(rule, **texts, seconds=said.get("seconds"), attempts=said.get("attempts"))


def _received(said: Any) -> Mapping[str, Mapping[str, str]]:
    return {
        str(source): {str(one): str(letters or "") for one, letters in receivers.items()}
        for source, receivers in (said or {}).items()
    }
