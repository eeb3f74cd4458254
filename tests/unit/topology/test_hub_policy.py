"""Who gets an event onto the hub, and how far: what the policy lets in and what the rules then deliver, by both evaluators."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.aws_facts.quotas import FIXED_BUS_POLICY
from meshctl.iam import ADMINISTRATOR, Governing, Principal, Request, decide, read_policy
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.patterns import Pattern, RuleSet
from meshctl.topology.buses import THE_HUB
from meshctl.topology.hub_policy import ACCOUNTS, ORGANIZATION, SOURCES, HubPolicy, both
from meshctl.topology.parts.stages import Publisher
from meshctl.topology.staged_ways import StagedWay, staged_ways
from tests.support.random_meshes import random_mesh

BUS = "arn:aws:events:eu-west-1:111111111111:event-bus/shop_dev_hub"
ITS_ORGANIZATION, STRANGER = "o-a1b2c3d4e5", "999999999999"
TRIES = 200

Published = tuple[str, str, str]
"""Account, source and detail-type."""


@dataclass(frozen=True)
class HubOfMeshes:
    """A hub that lets in the publishers and has the rules of all its meshes: of one, or of two while a change goes on."""

    meshes: tuple[Mesh, ...]
    organization: str | None

    @cached_property
    def policy(self) -> HubPolicy:
        policies = [HubPolicy.of(mesh, mesh.stages[0]) for mesh in self.meshes]
        publishers = both(policies[0].publishers, policies[-1].publishers)
        return HubPolicy(policies[0].bus_arn, publishers, self.organization)

    @cached_property
    def governing(self) -> Governing:
        """Whoever asks may do everything, as far as its own account goes."""
        return Governing((ADMINISTRATOR,), read_policy(self.policy.document(self.policy.form), "the hub"))

    @cached_property
    def ways(self) -> dict[str, StagedWay]:
        """The ways over the hub, each of which is a rule."""
        return {
            f"{number} {way.subscription.key}": way
            for number, mesh in enumerate(self.meshes)
            for way in staged_ways(mesh, mesh.stages[0])
            if way.bus == THE_HUB
        }

    @cached_property
    def rules(self) -> RuleSet:
        return RuleSet({name: Pattern.parse(way.pattern) for name, way in self.ways.items()})

    @property
    def published(self) -> Iterator[Published]:
        """What is published for all, and by whom."""
        for mesh in self.meshes:
            accounts = {one.alias: one.number for one in mesh.stages[0].accounts}
            yield from ((accounts[one.system], *on_the_wire(one)) for one in mesh.events if not one.private)

    def lets_in(self, account: str, source: str, organization: str = ITS_ORGANIZATION) -> bool:
        principal = Principal(account, f"arn:aws:iam::{account}:role/any")
        told = {"events:source": [source], "aws:PrincipalOrgID": [organization]}
        return decide(Request(principal, "events:PutEvents", self.policy.bus_arn, told), self.governing).allowed

    def delivered(self, event: Published) -> list[str]:
        """The rules that take an event, if it gets onto the hub."""
        account, source, detail_type = event
        on_the_bus = {"account": account, "source": source, "detail-type": detail_type, "detail": {}}
        return self.rules.matching(on_the_bus) if self.lets_in(account, source) else []


def on_the_wire(event: Event) -> tuple[str, str]:
    return event.source, event.detail_type


def wanted(way: StagedWay) -> Published:
    assert isinstance(way.source, Event)
    return way.publisher_account, *on_the_wire(way.source)


def forged(random: Random, published: list[Published]) -> Published:
    """The account of one, and source and type of another, or of two others."""
    source, kind = random.choice(published), random.choice(published)
    account = random.choice([random.choice(published)[0], STRANGER])
    return account, source[1], random.choice([source, kind])[2]


@pytest.mark.parametrize("organization", [None, ITS_ORGANIZATION])
@pytest.mark.parametrize(
    ("systems", "meshes", "examples"),
    [(10, 1, 30), (10, 2, 30), (100, 1, 5), (100, 2, 5), (1_000, 1, 1), (1_000, 2, 1)],
)
def test_what_its_owner_publishes_is_delivered_and_nothing_forged_ever_is(
    systems: int, meshes: int, examples: int, organization: str | None
) -> None:
    @settings(max_examples=examples)
    @given(st.integers(0, 2**32))
    def holds(seed: int) -> None:
        random = Random(seed)  # noqa: S311  repeatable, and soon drawn: a thousand systems are too many for hypothesis
        hub = HubOfMeshes(tuple(random_mesh(random, systems) for _ in range(meshes)), organization)
        published = [*hub.published]
        for event in random.sample(published, min(TRIES, len(published))):
            assert hub.lets_in(*event[:2])
            assert hub.delivered(event) == [rule for rule, way in hub.ways.items() if wanted(way) == event]
        for _ in range(TRIES if published else 0):
            event = forged(random, published)
            assert all(wanted(hub.ways[rule]) == event for rule in hub.delivered(event))

    holds()


@pytest.mark.parametrize(("count", "organization", "form"), [
    (0, None, SOURCES), (30, None, SOURCES), (60, None, ACCOUNTS), (304, None, ACCOUNTS), (305, None, ACCOUNTS),
    (30, ITS_ORGANIZATION, SOURCES), (60, ITS_ORGANIZATION, ACCOUNTS), (600, ITS_ORGANIZATION, ORGANIZATION),
])  # fmt: skip
def test_the_form_is_the_first_that_fits(count: int, organization: str | None, form: str) -> None:
    policy = hub_of(count, organization)
    assert (policy.form, policy.fits) == (form, (count, organization) != (305, None))


def hub_of(count: int, organization: str | None = None) -> HubPolicy:
    names = [f"system-{number:04}" for number in range(count)]
    publishers = {name: Publisher((f"{at:012}",), (f"{name}.working",)) for at, name in enumerate(names)}
    return HubPolicy(BUS, publishers, organization)


@pytest.mark.parametrize("form", [SOURCES, ACCOUNTS, ORGANIZATION])
def test_nobody_outside_the_organisation_publishes_in_any_form(form: str) -> None:
    policy = hub_of(3, ITS_ORGANIZATION)
    document = read_policy(policy.document(form), "the hub")
    for organization, allowed in ((ITS_ORGANIZATION, True), ("o-z9y8x7w6v5", False)):
        told = {"events:source": ["system-0001.working"], "aws:PrincipalOrgID": [organization]}
        of_the_second = Principal("000000000001", "arn:aws:iam::000000000001:role/any")
        request = Request(of_the_second, "events:PutEvents", BUS, told)
        assert decide(request, Governing((ADMINISTRATOR,), document)).allowed is allowed


@given(st.text("abc-", max_size=250))
def test_it_has_room_for_so_many_accounts_and_for_no_more(name: str) -> None:
    most = HubPolicy(BUS + name, {}, None).most_accounts
    lengths = [HubPolicy(BUS + name, hub_of(count).publishers, None).length(ACCOUNTS) for count in (most, most + 1)]
    assert lengths[0] <= FIXED_BUS_POLICY < lengths[1]


def test_systems_that_share_an_account_are_named_once() -> None:
    shared = {name: Publisher(("222222222222",), ()) for name in ("orders", "payments")}
    assert HubPolicy(BUS, shared, None).accounts == ("222222222222",)


def test_old_and_new_publish_with_all_their_accounts_and_sources() -> None:
    old = {"orders": Publisher(("2",), ("orders.a",)), "gone": Publisher(("4",), ("gone.a",))}
    new = {"orders": Publisher(("3",), ("orders.b",)), "new": Publisher(("5",), ("new.a",))}
    assert both(old, new) == {
        "gone": old["gone"],
        "new": new["new"],
        "orders": Publisher(("2", "3"), ("orders.a", "orders.b")),
    }
