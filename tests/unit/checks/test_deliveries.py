"""What AWS can deliver from where to where: by kind, in order, in time, over how many buses, and in which Region."""

import pytest

from meshctl.model.findings import Finding
from meshctl.model.kinds import EVERY_CHANNEL, KINDS
from tests.support.catalogues import MESH

from .conftest import Found
from .written import FUNCTION, external, merged, service, subscriptions

CHANNELS = f"""\
functions: {{x: {FUNCTION}}}
queues: {{x: {{}}, fifo: {{order: fifo}}}}
topics: {{x: {{}}, fifo: {{order: fifo}}}}
streams: {{x: {{}}}}
workflows: {{x: {{definition: x.json}}}}
webhooks: {{x: {{url: "https://x.example", secret: x}}}}
tasks: {{x: {{cluster: x, task: x, subnets: [subnet-0a1b2c3d]}}}}
logs: {{x: {{}}}}
buses: {{x: {{}}, second: {{}}, third: {{}}}}
schedules: {{x: {{every: 1h}}}}
aws: {{x: {{source: aws.s3}}}}
partners: {{x: {{source: aws.partner/x.example/1}}}}
"""
DEFINITION = {"payments/x.json": '{"StartAt": "x", "States": {"x": {"Type": "Succeed"}}}'}
EVENT = "event: orders/OrderPlaced"
UNREACHED = {
    "event": [],
    "bus": [],
    "aws": [],
    "partner": [],
    "schedule": [],
    "topic": ["topic", "stream", "workflow", "webhook", "task", "log", "bus"],
    "queue": ["queue", "topic", "stream", "workflow", "webhook", "task", "log", "bus"],
    "stream": ["queue", "topic", "stream", "workflow", "webhook", "task", "log", "bus"],
}
"""By source, what EventBridge, SNS and Lambda do not bring it to."""


def delivering(*said: str, more: str = "") -> dict[str, str]:
    """A service with a channel of each kind, and subscriptions to and from them."""
    named = {f"s{number}": text for number, text in enumerate(said)}
    return DEFINITION | service("all", CHANNELS + more + subscriptions(**named))


def impossible(found: Found, *said: str) -> list[Finding]:
    return found("impossible-delivery", delivering(*said))


@pytest.mark.parametrize("source", UNREACHED)
def test_a_source_reaches_some_kinds_of_channels_and_no_others(found: Found, source: str) -> None:
    wants = EVENT if source == "event" else f"{source}: x"
    told = impossible(found, *(f"{wants}, deliver_to: {{{kind}: x}}" for kind in EVERY_CHANNEL))
    assert [one.message.split()[-1] for one in told] == UNREACHED[source]


def test_what_cannot_be_delivered_is_answered_with_what_can(found: Found) -> None:
    (one,) = impossible(found, "topic: x, deliver_to: {workflow: x}")
    assert one.message == "a topic cannot be delivered to a workflow"
    assert one.help == "deliver to a queue or a function"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (f"{EVENT}, deliver_to: {{topic: fifo}}", "an event cannot be delivered to a fifo topic"),
        ("bus: x, deliver_to: {topic: fifo}", "a bus cannot be delivered to a fifo topic"),
        ("schedule: x, deliver_to: {topic: fifo}", "a schedule cannot be delivered to a fifo topic"),
        ("topic: x, deliver_to: {queue: fifo}", "a topic cannot be delivered to a fifo queue"),
        ("topic: fifo, deliver_to: {function: x}", "a fifo topic cannot be delivered to a function"),
    ],
)
def test_what_keeps_an_order_takes_from_few_and_gives_to_few(found: Found, said: str, message: str) -> None:
    (one,) = impossible(found, said)
    assert one.message == message


def test_who_delivers_to_a_fifo_topic_is_told_what_can_send_to_it(found: Found) -> None:
    (one,) = impossible(found, f"{EVENT}, deliver_to: {{topic: fifo}}")
    assert one.help == "deliver to a queue with `order: fifo`, or to a function whose service sends to the topic"


def test_sns_tries_again_as_it_sees_fit(found: Found) -> None:
    (one,) = impossible(found, "topic: x, retry: {for: 1h}, deliver_to: {queue: x}")
    assert one.message.endswith("wants the topic x and has no `retry` of its own")


def test_two_subscriptions_of_one_channel_to_a_topic_are_one_for_sns(found: Found) -> None:
    wish = "topic: x, where: {{a: [{}]}}, deliver_to: {{queue: x}}"
    (one,) = impossible(found, wish.format(1), wish.format(2), "topic: x, deliver_to: {function: x}")
    assert one.message == '"s0" and "s1" bring the queue "x" the same topic'


@pytest.mark.parametrize(
    "said",
    [
        f"{EVENT}, deliver_to: {{queue: fifo}}",
        "bus: x, deliver_to: {queue: fifo}",
        "schedule: x, deliver_to: {queue: fifo}",
        "topic: fifo, deliver_to: {queue: fifo}",
        "topic: fifo, deliver_to: {queue: x}",
        "queue: fifo, deliver_to: {function: x}",
    ],
)
def test_an_order_can_be_kept_or_given_up_on_the_way(found: Found, said: str) -> None:
    assert impossible(found, said) == []


def test_the_arn_of_what_is_outside_says_whether_it_keeps_an_order(found: Found) -> None:
    reading = service("reading", subscriptions(s=f"{EVENT}, deliver_to: {{queue: old}}"))
    arn = "arn:aws:sqs:eu-west-1:444444444444:old"
    assert found("impossible-delivery", external("queues", dev=arn) | reading) == []
    (one,) = found("impossible-delivery", external("queues", dev=f"{arn}.fifo") | reading)
    assert one.message == "an event cannot be delivered to a fifo queue"


def test_a_schedule_has_nothing_to_filter(found: Found) -> None:
    (one,) = impossible(found, "schedule: x, where: {a: [1]}, deliver_to: {function: x}")
    assert one.message == "a schedule has no `where`"


@pytest.mark.parametrize("source", [source for source in UNREACHED if source not in ("event", "schedule")])
def test_only_an_event_and_a_schedule_have_an_input(found: Found, source: str) -> None:
    (one,) = impossible(found, f"{source}: x, input: {{a: b}}, deliver_to: {{function: x}}")
    assert "has no `input`" in one.message
    assert impossible(found, f"{EVENT}, input: {{total: total}}, deliver_to: {{function: x}}") == []


def test_an_input_of_a_schedule_has_what_a_schedule_says(found: Found) -> None:
    said = "schedule: x, input: {{when: {}}}, deliver_to: {{function: x}}"
    assert impossible(found, said.format("due")) == []
    (one,) = impossible(found, said.format("dew"))
    assert (one.message, one.help) == ('what a schedule sends has no field "dew"', 'did you mean "due"?')


@pytest.mark.parametrize("channel", [kind.name for kind in KINDS.values() if kind.whole_event])
def test_some_channels_get_the_whole_event(found: Found, channel: str) -> None:
    (one,) = impossible(found, f"{EVENT}, input: {{total: total}}, deliver_to: {{{channel}: x}}")
    assert "gets the whole event" in one.message


READING = "functions: {{slow: {{source: ../payments/lambdas/charge, handler: handler.handle, timeout: {timeout}}}}}\n"


def read_by_a_function(visibility: str, timeout: str, more: str = "") -> dict[str, str]:
    """A queue of one service, read by a function of another."""
    queue = service("owner", f"queues: {{work: {{{visibility}}}}}\n{more}")
    read = subscriptions(s="queue: work, deliver_to: {function: slow}")
    return queue | service("reader", READING.format(timeout=timeout) + read)


@pytest.mark.parametrize(("visibility", "count"), [("visibility: 180s", 0), ("visibility: 179s", 1), ("", 0)])
def test_a_message_is_hidden_for_six_timeouts_of_its_function(found: Found, visibility: str, count: int) -> None:
    told = found("visibility-timeout-too-short", read_by_a_function(visibility, "30s"))
    assert [str(one.place) for one in told] == ["payments/owner.yaml:2:10"] * count


def test_the_visibility_of_a_single_stage_is_looked_at_as_well(found: Found) -> None:
    files = read_by_a_function("visibility: 1h", "30s", "stages: {dev: {queues: {work: {visibility: 10s}}}}\n")
    (one,) = found("visibility-timeout-too-short", files)
    assert one.message == '"work" hides a message for 10s, and "slow" may take 30s'


def hops(found: Found, *said: str, **files: str) -> list[Finding]:
    return found("one-hop-exceeded", merged(delivering(*said), files))


@pytest.mark.parametrize(
    ("feeding", "begin"),
    [
        (EVENT, "the hub"),
        ("aws: x", "the default bus"),
        ("schedule: x", "the local bus of payments"),
        ("partner: x", "the bus of x"),
        ("bus: x", "x"),
    ],
)
def test_a_bus_that_gets_events_from_a_bus_forwards_none(found: Found, feeding: str, begin: str) -> None:
    (one,) = hops(found, f"{feeding}, deliver_to: {{bus: second}}", "bus: second, deliver_to: {bus: third}")
    assert one.message.endswith(f"{begin} -> second -> third")
    assert str(one.place).startswith("payments/all.yaml:16:")


def test_a_private_event_begins_on_the_local_bus(found: Found) -> None:
    event = "{Left: {version: 1, schema: ../orders/events/OrderPlaced.v1.json, visibility: private}}"
    publishing = service("publishing", f"publishes: {event}\n")
    said = ("event: payments/Left, deliver_to: {bus: x}", "bus: x, deliver_to: {bus: third}")
    (one,) = hops(found, *said, **publishing)
    assert "the local bus of payments -> x -> third" in one.message


@pytest.mark.parametrize(
    "said",
    [
        ("schedule: x, deliver_to: {bus: second}", "bus: second, deliver_to: {queue: x}"),
        (f"{EVENT}, deliver_to: {{bus: second}}", "bus: second, deliver_to: {function: x}"),
        (f"{EVENT}, deliver_to: {{bus: second}}", f"{EVENT}, deliver_to: {{bus: third}}"),
        ("bus: second, deliver_to: {bus: third}",),
    ],
)
def test_one_hop_is_fine(found: Found, said: tuple[str, ...]) -> None:
    assert hops(found, *said) == []


def test_a_bus_outside_is_the_same_bus_for_both_systems_that_import_it(found: Found) -> None:
    arn = "arn:aws:events:eu-west-1:444444444444:event-bus/side"
    feeding = external("buses", dev=arn) | service("feed", subscriptions(s=f"{EVENT}, deliver_to: {{bus: old}}"))
    system = f'system: orders\nowner: {{team: x}}\nexternal: {{buses: {{theirs: {{dev: "{arn}"}}}}}}\n'
    forward = "service: forward\nbuses: {mine: {}}\nsubscribes: {s: {bus: theirs, deliver_to: {bus: mine}}}\n"
    files = {**feeding, "orders/system.yaml": system, "orders/forward.yaml": forward}
    (one,) = found("one-hop-exceeded", files)
    assert one.message.endswith("the hub -> old -> mine")
    assert found("one-hop-exceeded", {**files, "orders/system.yaml": system.replace("/side", "/other")}) == []


ARNS = {
    "queue": "arn:aws:sqs:{}:444444444444:old",
    "topic": "arn:aws:sns:{}:444444444444:old",
    "stream": "arn:aws:kinesis:{}:444444444444:stream/old",
    "function": "arn:aws:lambda:{}:444444444444:function:old",
    "bus": "arn:aws:events:{}:444444444444:event-bus/old",
}


def outside(kind: str, region: str, said: str = "") -> dict[str, str]:
    """Something outside the mesh in a Region, and a service that it is delivered to."""
    section = "buses" if kind == "bus" else f"{kind}s"
    text = said or f"{EVENT}, deliver_to: {{{kind}: old}}"
    functions = f"functions: {{x: {FUNCTION}}}\n"
    return external(section, dev=ARNS[kind].format(region)) | service("use", functions + subscriptions(s=text))


@pytest.mark.parametrize(("kind", "count"), [(kind, int(kind != "bus")) for kind in ARNS])
def test_only_a_bus_is_delivered_to_in_another_region(found: Found, kind: str, count: int) -> None:
    assert found("cross-region-direct-delivery", outside(kind, "eu-west-1")) == []
    told = found("cross-region-direct-delivery", outside(kind, "us-east-1"))
    assert [str(one.place) for one in told] == ["payments/system.yaml:6:12"] * count


@pytest.mark.parametrize(("kind", "count"), [("queue", 1), ("stream", 1), ("topic", 0), ("bus", 0)])
def test_lambda_reads_queues_and_streams_of_its_own_region(found: Found, kind: str, count: int) -> None:
    files = outside(kind, "us-east-1", f"{kind}: old, deliver_to: {{function: x}}")
    assert len(found("cross-region-direct-delivery", files)) == count


def test_the_region_of_a_system_may_be_another_one_in_a_stage(found: Found) -> None:
    mesh = {"mesh.yaml": MESH.replace("  dev:\n", "  dev:\n    regions: [eu-west-1, us-east-1]\n")}
    files = mesh | outside("queue", "us-east-1")
    placed = files["payments/system.yaml"] + "stages: {dev: {region: us-east-1}}\n"
    assert len(found("cross-region-direct-delivery", files)) == 1
    assert found("cross-region-direct-delivery", {**files, "payments/system.yaml": placed}) == []


@pytest.mark.parametrize(("region", "count"), [("eu-west-1", 0), ("eu-west-2", 1)])
def test_a_system_is_placed_where_its_stage_has_a_hub(found: Found, region: str, count: int) -> None:
    system = {"payments/system.yaml": f"system: payments\nowner: {{team: x}}\nregion: {region}\n"}
    told = found("unknown-region", system)
    assert [(str(one.place), one.help[:25]) for one in told] == [
        ("payments/system.yaml:3:9", 'did you mean "eu-west-1"?')
    ] * count


def test_a_region_of_a_single_stage_is_found_where_it_is_said(found: Found) -> None:
    text = "system: payments\nowner: {team: x}\nstages: {dev: {region: us-east-1}, local: {region: us-east-1}}\n"
    (one,) = found("unknown-region", {"payments/system.yaml": text})
    assert str(one.place) == "payments/system.yaml:3:24"


def test_what_is_used_has_an_arn_in_every_stage_on_aws(found: Found) -> None:
    used = outside("queue", "eu-west-1")
    assert found("missing-arn", used) == []
    only_local = external("queues", local=ARNS["queue"].format("eu-west-1"))
    (one,) = found("missing-arn", used | only_local)
    assert one.message == 'nobody knows where the queue "old" is in dev'
    assert found("missing-arn", only_local | service("use", "")) == []
