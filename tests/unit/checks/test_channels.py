"""What a service names is there, is one thing, and is of the own system; and what is declared is named by somebody."""

import pytest

from tests.support.catalogues import CAPTURE

from .conftest import Found
from .written import FUNCTION, external, service, subscriptions

OWNER = service("owner", "topics: {updates: {}}\nstreams: {clicks: {}}\nqueues: {work: {}}\nbuses: {side: {}}\n")
SNS = "arn:aws:sns:eu-west-1:444444444444:old"


def reader(link: str, more: str = "") -> dict[str, str]:
    wants = f"{link}, deliver_to: {{function: read}}"
    return service("reader", f"functions: {{read: {FUNCTION}}}\n{more}{subscriptions(s=wants)}")


@pytest.mark.parametrize(
    "link", ["topic: updates", "stream: clicks", "queue: work", "bus: side", "topic: payments/updates"]
)
def test_a_channel_of_any_service_of_the_system_can_be_subscribed_to(found: Found, link: str) -> None:
    assert found("unknown-channel", OWNER | reader(link)) == []


@pytest.mark.parametrize(
    ("link", "help_"),
    [
        ("topic: update", 'did you mean "updates"?'),
        ("topic: clicks", '"clicks" is a stream'),
        ("topic: payments/update", 'did you mean "updates"?'),
        ("bus: xyz", "there is: side"),
        ("schedule: nightly", "declare it under schedules: in this file"),
        ("aws: nightly", "declare it under aws: in this file"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(found: Found, link: str, help_: str) -> None:
    (one,) = found("unknown-channel", OWNER | reader(link))
    assert (one.help, str(one.place)[:24]) == (help_, "payments/reader.yaml:4:1")


def test_a_source_is_that_of_the_own_service(found: Found) -> None:
    nightly = "schedules: {nightly: {every: 24h}}\n"
    assert found("unknown-channel", reader("schedule: nightly", nightly)) == []
    (one,) = found("unknown-channel", service("owner", nightly) | reader("schedule: nightly"))
    assert one.message == '"payments/reader" has no schedule "nightly"'
    assert one.help.startswith('it belongs to "payments/owner"')


def test_what_is_delivered_is_delivered_to_the_own_service(found: Found) -> None:
    other = service("other", subscriptions(s="event: orders/OrderPlaced, deliver_to: {queue: work}"))
    (one,) = found("unknown-channel", OWNER | other)
    assert one.message == '"payments/other" has no queue "work"'
    assert one.help == 'it belongs to "payments/owner": subscribe there, or name one of this service'


def test_what_is_outside_the_mesh_can_be_named_by_its_kind(found: Found) -> None:
    outside = external("topics", dev=SNS)
    other = service("other", subscriptions(s="event: orders/OrderPlaced, deliver_to: {topic: old}"))
    assert found("unknown-channel", outside | other | reader("topic: old", "sends_to: {topics: [old]}\n")) == []
    (one,) = found("unknown-channel", outside | reader("queue: old"))
    assert one.help == '"old" is a topic'


def test_of_a_system_that_cannot_be_read_nobody_says_what_it_lacks(found: Found) -> None:
    broken = {"payments/system.yaml": "system: ["}
    assert found("unknown-channel", broken | reader("topic: old")) == []
    assert len(found("unknown-channel", broken | reader("schedule: nightly"))) == 1


@pytest.mark.parametrize("section", ["topics", "queues", "streams", "buses"])
def test_what_is_sent_to_is_there(found: Found, section: str) -> None:
    (one,) = found("unknown-channel", service("sender", f"sends_to: {{{section}: [nowhere]}}\n"))
    assert str(one.place) == f"payments/sender.yaml:2:{15 + len(section)}"
    there = "there is: letters" if section == "queues" else f"declare it under {section}: in one of its services"
    assert one.help == there


def test_a_name_of_two_channels_can_be_neither_subscribed_nor_sent_to(found: Found) -> None:
    again = service("again", "topics: {updates: {}}\n")
    assert found("unknown-channel", OWNER | again) == []
    told = found("unknown-channel", OWNER | again | reader("topic: updates", "sends_to: {topics: [updates]}\n"))
    assert {one.message for one in told} == {'there is more than one topic "updates" in the system "payments"'}
    assert {one.help for one in told} == {"rename one of the two: payments/again.yaml:2:10, payments/owner.yaml:2:10"}
    assert len(told) == 2


def test_a_name_of_a_channel_and_of_something_outside_is_of_two(found: Found) -> None:
    mine = "topics: {old: {}}\n" + subscriptions(s="event: orders/OrderPlaced, deliver_to: {topic: old}")
    (one,) = found("unknown-channel", external("topics", dev=SNS) | service("mine", mine))
    assert one.help == "rename one of the two: payments/mine.yaml:2:10, payments/system.yaml:5:5"


@pytest.mark.parametrize(
    ("name", "help_"),
    [
        ("orders/letters", "publish an event instead, and let orders subscribe to it"),
        ("nowhere/letters", 'there is no system "nowhere" in this catalogue'),
    ],
)
def test_sending_to_another_system_crosses_its_boundary(found: Found, name: str, help_: str) -> None:
    sender = service("sender", f"sends_to: {{queues: [{name}]}}\n")
    (one,) = found("crosses-system-boundary", sender)
    assert one.message == f'"payments/sender" sends to the queue "{name}" of another system'
    assert one.help == help_
    assert found("unknown-channel", sender) == found("not-available-yet", sender) == []


UNUSED = {
    "topics": "{updates: {}}",
    "streams": "{clicks: {}}",
    "buses": "{side: {}}",
    "queues": "{work: {}}",
    "functions": f"{{work: {FUNCTION}}}",
    "webhooks": "{crm: {url: 'https://crm.example', secret: key}}",
    "tasks": "{job: {cluster: c, task: t, subnets: [subnet-0a1b2c3d]}}",
    "logs": "{audit: {}}",
    "schedules": "{nightly: {every: 24h}}",
    "aws": "{uploads: {source: aws.s3}}",
    "partners": "{crm: {source: aws.partner/crm.example/1}}",
}


@pytest.mark.parametrize("section", UNUSED)
def test_what_nobody_names_is_unused(found: Found, section: str) -> None:
    (one,) = found("unused-channel", service("idle", f"{section}: {UNUSED[section]}\n"))
    assert str(one.place) == f"payments/idle.yaml:2:{len(section) + 4}"


@pytest.mark.parametrize("link", ["topic: updates", "stream: clicks", "queue: work", "bus: side"])
def test_what_another_service_subscribes_to_is_used(found: Found, link: str) -> None:
    names = [one.message.split('"')[1] for one in found("unused-channel", OWNER | reader(link))]
    assert link.split(": ")[1] not in names
    assert len(names) == 3


def test_only_a_queue_is_used_by_being_sent_to(found: Found) -> None:
    sender = service("sender", f"functions: {{send: {FUNCTION}}}\nsends_to: {{queues: [work], topics: [updates]}}\n")
    names = [one.message.split('"')[1] for one in found("unused-channel", OWNER | sender)]
    assert names == ["updates", "clicks", "side"]


def test_a_topic_that_is_delivered_to_still_wants_a_subscriber(found: Found) -> None:
    filled = "topics: {updates: {}}\n" + subscriptions(s="event: orders/OrderPlaced, deliver_to: {topic: updates}")
    (one,) = found("unused-channel", service("filled", filled))
    assert one.message == 'nobody subscribes to the topic "updates" of "payments/filled"'


def test_what_is_imported_and_not_named_is_unused(found: Found) -> None:
    outside = external("topics", dev=SNS)
    (one,) = found("unused-channel", outside)
    assert str(one.place) == "payments/system.yaml:5:5"
    assert found("unused-channel", outside | reader("topic: old")) == []


def test_while_a_service_cannot_be_read_what_it_may_name_is_not_called_unused(found: Found) -> None:
    broken = service("broken", "queues: [\n")
    names = [one.message.split('"')[1] for one in found("unused-channel", OWNER | broken)]
    assert names == []
    assert len(found("unused-channel", service("idle", "logs: {audit: {}}\n") | broken)) == 1


def test_what_a_misspelt_name_may_mean_is_not_called_unused(found: Found) -> None:
    names = [one.message.split('"')[1] for one in found("unused-channel", OWNER | reader("topic: update"))]
    assert set(names) == {"clicks", "side", "work"}


@pytest.mark.parametrize(
    ("section", "called"),
    [("topics", "topic"), ("logs", "log"), ("buses", "bus"), ("schedules", "schedule"), ("aws", "AWS source")],
)
def test_names_of_channels_and_sources_have_32_characters(found: Found, section: str, called: str) -> None:
    said = {"schedules": "{every: 1h}", "aws": "{source: aws.s3}"}.get(section, "{}")
    fits, longer = (service("long", f"{section}: {{{'a' * length}: {said}}}\n") for length in (32, 33))
    assert found("name-too-long", fits) == []
    (one,) = found("name-too-long", longer)
    assert one.message.startswith(f'the {called} "aaa')


@pytest.mark.parametrize(
    ("setting", "said"), [("dead_letters", "none"), ("dead_letters", "{keep: 7d}"), ("retry", "{for: 1h}")]
)
def test_what_is_read_of_a_queue_is_tried_again_and_kept_by_the_queue(found: Found, setting: str, said: str) -> None:
    reading = service(
        "reads",
        f"functions: {{x: {FUNCTION}}}\nqueues: {{x: {{}}}}\nsubscribes:\n"
        f"  read: {{queue: x, deliver_to: {{function: x}}, {setting}: {said}}}\n",
    )
    (one,) = found("impossible-delivery", reading)
    assert one.message == f'"payments/reads/read" reads the queue x and has no `{setting}` of its own'
    assert found("dead-letters-missing", reading) == []


def test_a_subscription_without_dead_letters_may_lose_what_it_is_for(found: Found) -> None:
    text = CAPTURE + "    dead_letters: none\n"
    (one,) = found("dead-letters-missing", {"payments/capture.yaml": text})
    assert (one.message, str(one.place)) == (
        '"payments/capture/kept" keeps no dead letters',
        "payments/capture.yaml:11:3",
    )
    excepted = text + "exceptions: [{check: dead-letters-missing, reason: a copy, until: 2027-01-01}]\n"
    assert [one.severity for one in found("dead-letters-missing", {"payments/capture.yaml": excepted})] == ["note"]
