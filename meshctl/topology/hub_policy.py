"""The policy of the hub's bus: its form, its text as modules/hub makes it, and whether a bus takes it. Pure.

Who is let in is a set of publishers: those of a stage, or the old and the new ones together while a change is under way.
The shorter forms let an account write any source into an event. Nothing is delivered by that: every rule on the hub pins
its publisher's account, which AWS sets.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from json import dumps
from typing import Any

from meshctl.aws_facts.quotas import FIXED_BUS_POLICY
from meshctl.model.mesh import Mesh
from meshctl.model.stages import HUB, Stage
from meshctl.topology import arns
from meshctl.topology.names import Names
from meshctl.topology.parts.stages import Publisher

SOURCES, ACCOUNTS, ORGANIZATION = "sources", "accounts", "organization"
"""A statement for each system, held to its sources; one that names the accounts; one for the accounts of the organisation."""


def publishers_of(bus: Mapping[str, Any]) -> dict[str, Publisher]:
    """Who publishes on a bus, by system, as the variable `bus` of the hub's root describes it."""
    found: Mapping[str, Any] = bus["publishers"]
    return {system: Publisher(tuple(one["accounts"]), tuple(one["sources"])) for system, one in found.items()}


@dataclass(frozen=True)
class HubPolicy:
    """Who may publish on a hub: systems by their name and, if one is named, no account outside the AWS organisation."""

    bus_arn: str
    publishers: Mapping[str, Publisher]
    organization: str | None

    @classmethod
    def of(cls, mesh: Mesh, stage: Stage) -> "HubPolicy":
        """That of `stage`; a system that lacks an account there does not publish."""
        names = Names.of(mesh, stage)
        publishers = {
            one.name: Publisher((names.accounts[one.name],), one.public_sources)
            for one in mesh.systems
            if one.public_sources and one.name in names.accounts
        }
        return cls(names.bus(HUB).arn, publishers, None if stage.is_local else mesh.organization or None)

    @classmethod
    def of_inputs(cls, bus: Mapping[str, Any]) -> "HubPolicy":
        """That of a hub's bus, as the variable `bus` of its root describes it."""
        return cls(bus["arn"], publishers_of(bus), bus["organization"])

    @cached_property
    def form(self) -> str:
        """The first form that a bus takes, of which each lets in more than the one before; the last one where none `fits`."""
        forms = (SOURCES, ACCOUNTS, ORGANIZATION) if self.organization else (SOURCES, ACCOUNTS)
        return next((form for form in forms if self.length(form) <= FIXED_BUS_POLICY), forms[-1])

    @property
    def fits(self) -> bool:
        """Whether a bus takes it; it always does where an organisation is named."""
        return self.length(self.form) <= FIXED_BUS_POLICY

    @property
    def accounts(self) -> tuple[str, ...]:
        """The accounts that publish, each once; systems may share one."""
        return tuple(sorted({account for one in self.publishers.values() for account in one.accounts}))

    @property
    def most_accounts(self) -> int:
        """How many accounts a bus's policy can name, with which it has to do where no organisation is named."""
        without = self.length(ACCOUNTS) - len(_text(_roots(self.accounts)))
        return (FIXED_BUS_POLICY - without - len("[]") + len(",")) // len(_text(_roots(["0" * 12])[0]) + ",")

    def length(self, form: str) -> int:
        """Characters of its text in that form. All are ASCII, and Terraform's `jsonencode` escapes none: bytes as well."""
        return len(_text(self.document(form)))

    def document(self, form: str) -> dict[str, Any]:
        """The policy in that form."""
        allow = {"Effect": "Allow", "Action": "events:PutEvents", "Resource": self.bus_arn}
        return {"Version": "2012-10-17", "Statement": [allow | one for one in self._statements(form)]}

    def _statements(self, form: str) -> list[dict[str, Any]]:
        whose = {"aws:PrincipalOrgID": self.organization} if self.organization else {}
        if form == SOURCES:
            return [_of_system(name, one, whose) for name, one in self.publishers.items()]
        everybody = "*" if form == ORGANIZATION else {"AWS": _roots(self.accounts)}
        return [{"Sid": form, "Principal": everybody} | ({"Condition": {"StringEquals": whose}} if whose else {})]


def both(old: Mapping[str, Publisher], new: Mapping[str, Publisher]) -> dict[str, Publisher]:
    """The publishers that a hub lets in while a change is under way: by system, all accounts and all sources of both."""
    return {
        system: Publisher(_union(one.accounts for one in found), _union(one.sources for one in found))
        for system in sorted({*old, *new})
        if (found := [side[system] for side in (old, new) if system in side])
    }


def _of_system(name: str, publisher: Publisher, whose: Mapping[str, str | None]) -> dict[str, Any]:
    held = {"events:source": [*publisher.sources], **whose}
    return {"Sid": name, "Principal": {"AWS": _roots(publisher.accounts)}, "Condition": {"StringEquals": held}}


def _roots(accounts: Iterable[str]) -> list[str]:
    """ARNs, although AWS takes bare numbers: it makes ARNs of them, and which of the two it counts is not known."""
    return [arns.account(one) for one in accounts]


def _union(texts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({text for several in texts for text in several}))


def _text(value: object) -> str:
    return dumps(value, separators=(",", ":"))
