"""The table of kinds, the language and the classes of the model speak of the same kinds, and say the same of them."""

from dataclasses import fields
from typing import Any, get_args

import pytest

from meshctl.catalogue.channels import BUILDERS
from meshctl.catalogue.language.sections import sections_of
from meshctl.catalogue.language.shape import language
from meshctl.model.channels import Channel
from meshctl.model.kinds import CHANNELS, EVERY_CHANNEL, KINDS, SOURCES, a
from meshctl.model.services import Service
from meshctl.model.sources import Source
from tests.support.whole_language import whole_mesh

LANGUAGE: dict[str, Any] = language()["$defs"]
NO_KINDS = {"event", "buffer", "where", "input", "deliver_to", "batch", "retry", "dead_letters"}
CLASSES = {one.kind: one for union in (Channel, Source) for one in get_args(union)}


def keys(part: str) -> dict[str, Any]:
    """The keys that a part of the language knows, each with what it says of its value."""
    known: dict[str, Any] = LANGUAGE[part]["properties"]
    return known


def alternatives(part: str) -> set[str]:
    """The keys of a part of the language of which exactly one is wanted."""
    return {key for option in LANGUAGE[part]["oneOf"] for key in option["required"]}


def chosen(**facts: object) -> set[str]:
    """The kinds whose row says so."""
    return {name for name, kind in KINDS.items() if all(getattr(kind, key) == value for key, value in facts.items())}


def test_every_kind_has_its_section_in_a_service_and_no_other_section_holds_items() -> None:
    holding = {key: value["additionalProperties"] for key, value in keys("service").items() if "propertyNames" in value}
    declared = {key: value["$ref"].rpartition("/")[2] for key, value in holding.items() if "$ref" in value}
    others = {"publishes", "subscribes", "stages"}
    assert {key: name for key, name in declared.items() if key not in others} == {
        kind.section: name for name, kind in KINDS.items()
    }


def test_a_subscription_is_delivered_to_every_kind_of_channel_and_to_nothing_else() -> None:
    assert alternatives("delivery") == set(keys("delivery")) - NO_KINDS == set(CHANNELS)
    assert (*CHANNELS, *SOURCES) == tuple(KINDS)


def test_a_subscription_wants_an_event_or_a_kind_that_reaches_something() -> None:
    assert alternatives("subscription") - {"event"} == set(keys("subscription")) - NO_KINDS
    assert alternatives("subscription") - {"event"} == {name for name, kind in KINDS.items() if kind.reaches}


def test_a_system_names_those_kinds_outside_the_mesh_that_its_row_says() -> None:
    assert {kind.name for kind in sections_of("external")} == chosen(external=True)
    assert len(sections_of("external")) == len(keys("external"))


def test_a_service_sends_to_those_kinds_that_all_services_of_its_system_share() -> None:
    assert {kind.name for kind in sections_of("sends-to")} == chosen(is_shared=True)
    assert len(sections_of("sends-to")) == len(keys("sends-to"))


def test_the_kinds_with_an_order_are_those_that_can_be_told_to_keep_it() -> None:
    ordered = {name for name in KINDS if "fifo" in keys(name).get("order", {}).get("enum", ())}
    assert ordered == chosen(fifo=True)
    assert ordered == {name for name, cls in CLASSES.items() if "fifo" in {field.name for field in fields(cls)}}


def test_every_kind_has_a_class_a_builder_and_a_field_of_its_service() -> None:
    assert set(KINDS) == set(CLASSES) == set(BUILDERS)
    assert {kind.section for kind in KINDS.values()} <= {field.name for field in fields(Service)}
    assert set(CHANNELS) == {one.kind for one in get_args(Channel)}


def test_a_service_gives_its_channels_and_sources_of_every_kind() -> None:
    given = {one.kind for service in whole_mesh().services for one in (*service.channels, *service.sources)}
    assert given == set(KINDS)


def test_eventbridge_reaches_every_channel() -> None:
    assert EVERY_CHANNEL == CHANNELS
    assert all(kind.reaches == CHANNELS for kind in KINDS.values() if kind.bus)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_row_does_not_contradict_itself(kind: Any) -> None:
    assert set(kind.reaches) <= set(CHANNELS)
    assert (kind.across is None) == kind.is_source
    assert not (kind.is_source and (kind.external or kind.fifo or kind.action or kind.is_polled or kind.owner_writes))
    assert kind.action or kind.is_source or not kind.is_built
    assert kind.reaches or not kind.is_given
    assert kind.reaches or not (kind.bus or kind.is_polled or kind.for_subscribers or kind.owner_writes)


@pytest.mark.parametrize(
    ("word", "said"),
    [("queue", "a queue"), ("aws", "an AWS source"), ("event", "an event"), ("fifo topic", "a fifo topic")],
)
def test_a_kind_is_spoken_of_with_its_article(word: str, said: str) -> None:
    assert a(word) == said
