"""Quotas of a bus: the arithmetic is that of the topology, and the figures are met to the last one."""

import re

import pytest

from meshctl.checks.shared.quotas import pattern_lengths
from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.lowering.keys import is_hop, subscription_of_route
from meshctl.topology.ways import ways
from tests.support.catalogues import CAPTURE, MESH
from tests.support.shop import shop_mesh

from .conftest import Found

ON_AWS = MESH.replace("  local: {cloud: local}\n", "")
LOCAL = "mesh: shop\nregion: eu-west-1\nstages:\n  local: {cloud: local}\n"


def queues(count: int, where: str = "{}", event: str = "orders/OrderPlaced") -> str:
    """A service with so many subscriptions, ten for each of its queues."""
    body = "".join(
        f"  s{n}: {{event: {event}{', where: ' + where if where != '{}' else ''}, deliver_to: {{queue: q{n // 10}}}}}\n"
        for n in range(count)
    )
    declared = ", ".join(f"q{n}: {{}}" for n in range(-(-count // 10)))
    return f"service: many\nqueues: {{{declared}}}\nsubscribes:\n{body}"


def where_of(characters: int) -> str:
    """A filter that makes the whole pattern of `many` that long."""
    fixed = '{"account":["000000000000"],"source":["orders.checkout"],"detail-type":["OrderPlaced.v1"],"detail":{"data":{"a":[""]}}}'
    return "{a: [" + "x" * (characters - len(fixed)) + "]}"


def test_patterns_are_as_long_as_those_of_the_topology() -> None:
    mesh = shop_mesh()
    dev = mesh.stage("dev")
    assert dev
    topology = lower(mesh, dev)
    local = {f"{system.name}/{key}": route for system in topology.systems for key, route in system.routes.items()}
    routes = {**topology.routes, **local}
    assert {one.key: length for one, length in pattern_lengths(ways(mesh))} == {
        subscription_of_route(key): len(route.pattern) for key, route in routes.items() if not is_hop(key)
    }


@pytest.mark.parametrize(("region", "most"), [("eu-west-1", 300), ("eu-south-1", 100)])
def test_a_bus_has_300_rules_and_in_some_regions_100(found: Found, region: str, most: int) -> None:
    mesh = MESH.replace("eu-west-1", region)
    files = {"mesh.yaml": mesh, "payments/capture.yaml": CAPTURE, "payments/many.yaml": queues(most - 2)}
    assert found("quota-exceeded", files) == []
    (one,) = found("quota-exceeded", {**files, "payments/many.yaml": queues(most - 1)})
    assert one.message == f"the hub would have {most + 1} rules, and a bus in {region} has at most {most}"


def test_an_account_has_1000_roles(found: Found) -> None:
    def of_the_hub(count: int) -> list[str]:
        told = found("quota-exceeded", {"payments/many.yaml": queues(count - 2)})
        return [one.message for one in told if "roles" in one.message]

    assert of_the_hub(1_000) == []
    (told,) = of_the_hub(1_001)
    assert told.startswith('the account "hub" of the stage "dev" would have 1,001 roles')


@pytest.mark.parametrize(
    ("characters", "checks"),
    [(2048, []), (2049, ["quota-exceeded"]), (4096, ["quota-exceeded"]), (4097, ["limit-exceeded"])],
)
def test_a_pattern_has_2048_characters_and_never_more_than_4096(
    found: Found, characters: int, checks: list[str]
) -> None:
    files = {"payments/many.yaml": queues(1, where_of(characters))}
    told = [one.check for check in ("quota-exceeded", "limit-exceeded") for one in found(check, files)]
    assert told == checks


def test_a_bus_has_30_rules_with_wildcards(found: Found) -> None:
    where = "{a: [{anything-but: {wildcard: 'x*y'}}]}"
    assert found("limit-exceeded", {"payments/many.yaml": queues(30, where)}) == []
    (one,) = found("limit-exceeded", {"payments/many.yaml": queues(31, where)})
    assert one.message.startswith("the hub would have 31 rules with a wildcard")


FURTHER = {
    "the local bus": ("event: orders/OrderPlaced, deliver_to: {log: x}", "payments"),
    "the default bus": ("aws: x, deliver_to: {queue: q}", "payments"),
    'the bus of the partner "x"': ("partner: x, deliver_to: {queue: q}", "payments"),
    'the bus "x"': ("bus: x, deliver_to: {queue: q}", "payments"),
}


@pytest.mark.parametrize("called", FURTHER)
def test_the_rules_of_every_bus_are_counted(found: Found, called: str) -> None:
    said, system = FURTHER[called]
    declared = "queues: {q: {}}\nlogs: {x: {}}\nbuses: {x: {}}\naws: {x: {source: aws.s3}}\npartners: {x: {source: aws.partner/x.example/1}}\n"
    body = "".join(f"  s{number}: {{{said}}}\n" for number in range(301))
    told = found("quota-exceeded", {"payments/many.yaml": f"service: many\n{declared}subscribes:\n{body}"})
    assert f"{called} of {system} would have 301 rules" in [one.message.partition(",")[0] for one in told]


@pytest.mark.parametrize(("characters", "count"), [(2_048, 0), (2_049, 1)])
def test_the_types_of_an_aws_source_count_for_the_pattern(found: Found, characters: int, count: int) -> None:
    fixed = '{"account":["000000000000"],"source":["aws.s3"],"detail-type":["Made"],"detail":{"a":[""]}}'
    said = f"{{aws: x, where: {{a: [{'x' * (characters - len(fixed))}]}}, deliver_to: {{queue: q}}}}"
    source = "aws: {x: {source: aws.s3, types: [Made]}}"
    text = f"service: s3\nqueues: {{q: {{}}}}\n{source}\nsubscribes: {{s: {said}}}\n"
    assert len(found("quota-exceeded", {"payments/s3.yaml": text})) == count


def publishing(count: int, mesh: str = "") -> dict[str, str | None]:
    """So many systems with an account each, and a public event."""
    names = [f"system-{number:03}" for number in range(count)]
    accounts = "".join(f', {name}: "{number:012}"' for number, name in enumerate(names))
    event = "{Done: {version: 1, schema: ../orders/events/OrderPlaced.v1.json, description: Done.}}"
    return {
        "mesh.yaml": MESH.replace(', orders: "222222222222", payments: "333333333333"', accounts) + mesh,
        "orders/checkout.yaml": None,
        **{f"{name}/system.yaml": f"system: {name}\nowner: {{team: x}}\n" for name in names},
        **{f"{name}/working.yaml": f"service: working\npublishes: {event}\n" for name in names},
    }


@pytest.mark.parametrize("mesh", [MESH, LOCAL])
def test_17_subscriptions_deliver_into_a_queue(found: Found, mesh: str) -> None:
    def into_one(count: int) -> dict[str, str]:
        text = re.sub(r"queue: q\d+", "queue: q0", queues(count))
        return {"mesh.yaml": mesh, "payments/many.yaml": text}

    assert found("limit-exceeded", into_one(17)) == []
    (one,) = found("limit-exceeded", into_one(18))
    assert one.message.startswith('18 subscriptions deliver into the queue "q0"')
    assert str(one.place).startswith("payments/many.yaml:2")


@pytest.mark.parametrize("mesh", [ON_AWS, LOCAL])
def test_the_template_of_an_input_has_8192_characters(found: Found, mesh: str) -> None:
    def with_fields(count: int) -> list[str]:
        fields = ", ".join(f"{'f' * 43}{n}: total" for n in range(10, 10 + count))
        wanted = f"{{event: orders/OrderPlaced, deliver_to: {{queue: q}}, input: {{{fields}}}}}"
        text = f"service: many\nqueues: {{q: {{}}}}\nsubscribes:\n  s: {wanted}\n"
        return [str(one.place) for one in found("limit-exceeded", {"mesh.yaml": mesh, "payments/many.yaml": text})]

    assert with_fields(85) == []
    assert with_fields(90) == ["payments/many.yaml:4:3"]


def test_without_an_organisation_about_300_accounts_publish_on_the_hub(found: Found) -> None:
    assert found("limit-exceeded", publishing(304)) == []
    (one,) = found("limit-exceeded", publishing(305))
    assert one.message.startswith('305 accounts publish on the hub in the stage "dev"')
    assert one.message.endswith("has room for 304")
    assert found("limit-exceeded", publishing(305, "organization: o-a1b2c3d4e5\n")) == []


def over_a_hop(count: int) -> dict[str, str]:
    """A service that keeps so many events of another system in one log group."""
    names = [f"Event{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(count)]
    events = "".join(f"  {one}: {{version: 1, schema: events/OrderPlaced.v1.json, description: x}}\n" for one in names)
    kept = "".join(f"  s{n}: {{event: orders/{one}, deliver_to: {{log: all}}}}\n" for n, one in enumerate(names))
    return {
        "orders/many.yaml": f"service: many\npublishes:\n{events}",
        "payments/audit.yaml": f"service: audit\nlogs: {{all: {{}}}}\nsubscribes:\n{kept}",
    }


def test_the_policy_of_a_local_bus_has_10240_characters(found: Found) -> None:
    def of_the_bus(count: int) -> list[str]:
        told = found("limit-exceeded", over_a_hop(count))
        return [f"{one.place}: {one.message}" for one in told if "local bus" in one.message]

    assert of_the_bus(50) == []
    (told,) = of_the_bus(150)
    where = 'payments/system.yaml:1:9: the policy of the local bus of payments in the stage "dev" would have '
    assert re.fullmatch(re.escape(where) + r"1\d,\d{3} characters, and AWS takes 10,240", told)


def test_the_policy_of_a_further_bus_has_10240_characters(found: Found) -> None:
    def of_the_bus(count: int) -> list[str]:
        brought = "".join(f"  s{n}: {{event: orders/OrderPlaced, deliver_to: {{bus: all}}}}\n" for n in range(count))
        text = f"service: feed\nbuses: {{all: {{}}}}\nsubscribes:\n{brought}"
        return [one.message for one in found("limit-exceeded", {"payments/feed.yaml": text})]

    assert of_the_bus(50) == []
    (told,) = of_the_bus(150)
    assert told.startswith(
        'the policy of the bus shop_dev_payments_feed_all of payments in the stage "dev" would have '
    )


def logs(count: int, system: str) -> dict[str, str]:
    """A system with so many log groups that are written to."""
    declared = ", ".join(f"l{n}: {{}}" for n in range(count))
    kept = "".join(f"  s{n}: {{event: orders/OrderPlaced, deliver_to: {{log: l{n}}}}}\n" for n in range(count))
    return {
        f"{system}/system.yaml": f"system: {system}\nowner: {{team: x}}\n",
        f"{system}/audit.yaml": f"service: audit\nlogs: {{{declared}}}\nsubscribes:\n{kept}",
    }


@pytest.mark.parametrize(("mesh", "stage"), [(ON_AWS, "dev"), (LOCAL, "local")])
def test_the_policy_of_log_groups_has_5120_characters(found: Found, mesh: str, stage: str) -> None:
    assert found("limit-exceeded", {"mesh.yaml": mesh, **logs(15, "payments")}) == []
    (one,) = found("limit-exceeded", {"mesh.yaml": mesh, **logs(30, "payments")})
    assert str(one.place) == "payments/system.yaml:1:9"
    assert one.message.startswith(f'the policy of the log groups of payments in the stage "{stage}" would have ')
    assert one.message.endswith(" characters, and AWS takes 5,120")


def test_an_account_has_the_log_groups_of_10_systems(found: Found) -> None:
    def in_one_account(count: int) -> dict[str, str]:
        systems = [f"system-{n}" for n in range(count)]
        accounts = "".join(f', {one}: "444444444444"' for one in systems)
        mesh = MESH.replace(', payments: "333333333333"', f', payments: "333333333333"{accounts}')
        return {"mesh.yaml": mesh, **{path: text for one in systems for path, text in logs(1, one).items()}}

    assert found("limit-exceeded", in_one_account(10)) == []
    (one,) = found("limit-exceeded", in_one_account(11))
    told = "would have the log groups of 11 systems, and AWS gives it policies for 10"
    assert one.message == f'the account "system-0" of the stage "dev" {told}'


def test_the_embedded_aws_has_no_quotas(found: Found) -> None:
    many, long = queues(400), queues(1, where_of(5_000))
    assert found("quota-exceeded", {"mesh.yaml": LOCAL, "payments/many.yaml": many}) == []
    assert found("limit-exceeded", {"mesh.yaml": LOCAL, "payments/many.yaml": long}) == []
