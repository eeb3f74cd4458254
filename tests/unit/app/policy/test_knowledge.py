"""What the own pack is told of a mesh: who may publish what, and where every route leads."""

import re
from dataclasses import replace

from meshctl.app.policy.knowledge import knowledge_of
from meshctl.model.events import EventReference
from meshctl.model.kinds import KINDS
from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.lowering.keys import is_hop, subscription_of_route
from tests.support.shop import shop_mesh

MESH = shop_mesh()
DEV = [stage for stage in MESH.stages if stage.name == "dev"]


def test_every_subscription_to_what_comes_over_a_bus_has_a_route() -> None:
    routes = knowledge_of(MESH, DEV)["routes"]
    keys = {route["subscription"] for route in routes.values()}
    assert {subscription_of_route(key) for key in keys if not is_hop(key)} == {
        one.key for one in MESH.subscriptions if isinstance(one.wants, EventReference) or KINDS[one.wants.kind].bus
    }


def test_a_route_into_another_account_has_a_role_and_one_within_none_but_to_a_stream_or_workflow() -> None:
    routes = knowledge_of(MESH, DEV)["routes"].items()
    by_role = {
        arn: arn.split(":")[4] != route["target"].split(":")[4]
        or route["target"].split(":")[2] in ("kinesis", "states")
        for arn, route in routes
    }
    assert {arn: bool(route["role"]) for arn, route in routes} == by_role


def test_an_account_publishes_the_sources_of_its_own_system() -> None:
    publishers = knowledge_of(MESH, DEV)["publishers"]
    assert publishers["222222222222"] == ["orders.cancellations", "orders.checkout"]


def test_systems_that_share_an_account_publish_from_it_under_the_sources_of_both() -> None:
    (dev,) = DEV
    (orders,) = (one.number for one in dev.accounts if one.alias == "orders")
    shared = tuple(one._replace(number=orders) if one.alias == "payments" else one for one in dev.accounts)
    publishers = knowledge_of(MESH, [replace(dev, accounts=shared)])["publishers"]
    assert publishers[orders] == ["orders.cancellations", "orders.checkout", "payments.capture"]


def test_of_a_hub_it_is_told_what_its_policy_names() -> None:
    assert knowledge_of(MESH, DEV)["hubs"] == {
        "arn:aws:events:eu-west-1:111111111111:event-bus/shop_dev_hub": "sources"
    }


def test_of_several_stages_all_is_told() -> None:
    both = knowledge_of(MESH, MESH.stages)["routes"]
    assert len(both) == len(MESH.stages) * len(knowledge_of(MESH, DEV)["routes"])


def test_every_queue_and_topic_of_a_stage_is_a_channel_also_one_that_no_event_gets_to() -> None:
    (stage,) = DEV
    channels = knowledge_of(MESH, DEV)["channels"]
    assert {*channels} == {*re.findall(r"arn:aws:(?:sqs|sns):[\w:.-]+", repr(lower(MESH, stage)))}
    assert len(channels) == len({*channels})
    assert "arn:aws:sqs:eu-west-1:444444444444:shop_dev_fulfilment_labels_to-label_queue" in channels


def test_it_is_told_who_receives_of_a_topic_and_of_a_stream() -> None:
    received = knowledge_of(MESH, DEV)["received"]
    assert {arn.split(":")[2] for arn in received} == {"sns", "kinesis"}
    assert all(letters for receivers in received.values() for letters in receivers.values())
