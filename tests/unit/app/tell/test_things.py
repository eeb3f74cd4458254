"""What is told of everything that the language can say."""

from collections.abc import Sequence
from typing import Any

import pytest

from meshctl.app.tell.list_things import LISTS
from meshctl.app.tell.show_thing import SORTS, kind_of, show_one
from meshctl.errors import MeshctlError
from meshctl.model.kinds import CHANNELS, SOURCES
from meshctl.report.things import thing_as_text, things_as_text
from meshctl.results.things import ChannelSummary
from meshctl.results.things.stages import StageSettings
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import mesh_of
from tests.support.whole_language import whole_mesh

MESH = whole_mesh()
NEWS = "service: news\ntopics: {told: {}}\nqueues: {kept: {}}\n"
TELLING = """\
service: telling
functions: {note: {source: ../payments/lambdas/charge, handler: handler.handle}}
sends_to: {topics: [told]}
workflows: {tell: {definition: workflows/tell.json}, tell-again: {definition: workflows/tell.json}}
"""
STEPS = """\
{"StartAt": "Note", "States": {
  "Note": {"Type": "Task", "Resource": "${functions.note}", "Next": "Tell"},
  "Tell": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
           "Parameters": {"TopicArn": "${topics.told}", "Message.$": "$"}, "End": true}}}
"""
TELL = "functions: {tell: {source: ../payments/lambdas/charge, handler: handler.handle}}\n"


def all_of(kind: str) -> Sequence[Any]:
    return LISTS[kind](MESH)


def listed(kind: str, name: str) -> Any:
    (found,) = (one for one in all_of(kind) if one.name == name)
    return found


def shown(name: str, kind: str | None = None) -> Any:
    return show_one(MESH, kind, name)


def test_channels_of_every_kind_are_listed() -> None:
    assert {one.kind for one in all_of("channels")} == set(CHANNELS)


def test_sources_of_every_kind_are_listed_with_what_they_give() -> None:
    assert {(one.kind, one.gives) for one in all_of("sources")} == {
        ("schedule", "0 3 * * ? * (Europe/Berlin)"),
        ("schedule", "every 300 s"),
        ("aws", "aws.s3: Object Created"),
        ("partner", "aws.partner/shopify.com/12345/orders"),
    }


def test_the_command_knows_all_kinds_of_channels_and_sources() -> None:
    assert (*CHANNELS, *SOURCES) == tuple(SORTS)


def test_a_topic_is_listed_with_who_sends_to_it_and_who_reads_it() -> None:
    topic = listed("channels", "orders/checkout/order-updates")
    assert (topic.subscriptions, topic.receives) == (("told",), ("payments/PaymentCaptured",))
    assert (topic.senders, topic.readers) == (("orders/checkout",), ("orders/checkout/from-topic",))


@pytest.mark.parametrize(("functions", "senders"), [("", ()), (TELL, ("orders/news",))])
def test_functions_of_its_own_service_send_to_a_topic_without_saying_so(
    functions: str, senders: tuple[str, ...]
) -> None:
    mesh = mesh_of({**SOUND, "orders/news.yaml": NEWS + functions})
    told = {one.name: one.senders for one in LISTS["channels"](mesh) if isinstance(one, ChannelSummary)}
    assert (told["orders/news/told"], told["orders/news/kept"]) == (senders, ())


def test_what_workflows_use_is_listed_with_them() -> None:
    files = {"orders/news.yaml": NEWS, "orders/telling.yaml": TELLING, "orders/workflows/tell.json": STEPS}
    told = {one.name: one for one in LISTS["channels"](mesh_of({**SOUND, **files})) if isinstance(one, ChannelSummary)}
    workflows = ("orders/telling/tell", "orders/telling/tell-again")
    assert {name for name, one in told.items() if one.workflows == workflows} == {
        "orders/telling/note",
        "orders/news/told",
    }
    assert not any(one.workflows for one in told.values() if one.workflows != workflows)


def test_a_source_is_listed_with_its_subscriptions() -> None:
    assert listed("sources", "orders/checkout/nightly").subscriptions == ("orders/checkout/at-night",)
    assert listed("sources", "orders/checkout/often").subscriptions == ()


def test_what_lies_outside_is_listed_with_its_stages_and_users() -> None:
    outside = listed("externals", "orders/old-inbox")
    assert (outside.kind, outside.stages) == ("queue", ("dev", "prod"))
    assert outside.subscriptions == ("orders/checkout/kept",)


def test_a_subscription_tells_the_channel_or_source_that_it_wants() -> None:
    wanted = {one.name.rpartition("/")[2]: one.receives for one in all_of("subscriptions")}
    assert (wanted["from-topic"], wanted["at-night"]) == ("topic order-updates", "schedule nightly")


def test_versions_of_an_event_are_listed_side_by_side_with_their_own_consumers() -> None:
    versions = [one for one in all_of("events") if one.name == "orders/OrderPlaced"]
    assert [(one.version, one.consumers, one.deprecated) for one in versions] == [
        (1, ("payments/capture",), "2099-06-30"),
        (2, (), "2099-12-31"),
    ]
    assert listed("services", "orders/checkout").publishes == ("OrderPlaced.v1", "OrderPlaced.v2")


def test_a_system_is_listed_with_its_regions_on_aws() -> None:
    assert listed("systems", "orders").regions == ("eu-central-1", "eu-west-1")
    assert [(one.stage, one.region) for one in shown("orders").stages] == [
        ("local", "eu-west-1"),
        ("dev", "eu-central-1"),
        ("prod", "eu-west-1"),
    ]


def test_a_channel_is_shown_with_what_is_otherwise_in_a_stage() -> None:
    stream = shown("orders/checkout/clicks")
    assert (stream.settings["keep_seconds"], stream.settings["shards"]) == (96 * 3600, 2)
    assert stream.stages == (StageSettings("dev", {"keep_seconds": 25 * 3600, "shards": 1}),)


def test_a_subscription_is_shown_with_its_retry_and_what_is_otherwise_in_a_stage() -> None:
    lost = shown("orders/checkout/lost")
    assert (lost.retry_seconds, lost.retry_attempts, lost.dead_letters_keep_seconds) == (5 * 3600, 40, None)
    assert lost.stages == (StageSettings("dev", {"retry_seconds": 3600, "retry_attempts": 10}),)


def test_what_is_read_of_a_queue_is_tried_again_as_the_queue_says() -> None:
    reading = shown("orders/checkout/from-queue")
    assert (reading.retry_seconds, reading.dead_letters_keep_seconds, reading.stages) == (None, None, ())


def test_what_lies_outside_is_shown_with_its_arns() -> None:
    first = shown("orders/old-news").stages[0]
    assert (first.stage, first.arn) == ("dev", "arn:aws:sns:eu-west-1:777777777777:old-news")


def test_the_kind_of_a_channel_is_a_kind_to_show() -> None:
    assert shown("orders/checkout/letters", "queue") == shown("orders/checkout/letters", "channel")
    with pytest.raises(MeshctlError, match='there is no topic "orders/checkout/letters"'):
        shown("orders/checkout/letters", "topic")


def test_of_channels_that_are_named_alike_the_kind_must_be_said() -> None:
    twice = whole_mesh(("orders/checkout.yaml", "\ntopics:\n", "\ntopics:\n  letters: {}\n"))
    with pytest.raises(MeshctlError) as told:
        show_one(twice, None, "orders/checkout/letters")
    assert told.value.message == '"orders/checkout/letters" is a queue and a topic'
    assert kind_of(show_one(twice, "topic", "orders/checkout/letters")) == "topic"


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_whatever_is_listed_can_be_shown_to_people(kind: str) -> None:
    things = all_of(kind)
    assert len(things_as_text(things).splitlines()) == len(things) + 1
    for one in things:
        version = f".v{one.version}" if kind == "events" else ""
        thing = shown(f"{one.name}{version}", kind[:-1])
        assert thing_as_text(thing).splitlines()[0].split() == [thing.sort.upper(), one.name]
