"""Settings: the nearer goes before the farther, and at the same layer a stage before all stages."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.catalogue.cascade import Cascade, own_defaults
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service
from tests.support.whole_language import whole_mesh

CHECKOUT, SYSTEM, CATALOGUE = "orders/checkout.yaml", "orders/system.yaml", "mesh.yaml"
LAYERS = ("mesh", "mesh in dev", "system", "system in dev", "service", "service in dev", "item", "item in dev")
"""From the farthest to the nearest."""


def checkout(mesh: Mesh, stage: str = "") -> Service:
    found = mesh.at(stage).service("orders/checkout")
    assert found is not None
    return found


def read(texts: dict[str, str]) -> Mesh:
    contents = {path: text.encode() for path, text in texts.items()}
    reading = read_catalogue(CatalogueFiles(contents, frozenset({*contents, "orders/lambdas", "orders/lambdas/h.py"})))
    assert reading.mesh is not None and reading.findings == ()
    return reading.mesh


def catalogue(said: dict[str, str]) -> Mesh:
    """A mesh that says the memory of one function at the layers of `said`."""

    def defaults(layer: str, indent: str = "") -> str:
        return f"{indent}defaults: {{function: {{memory: {said[layer]}}}}}\n" if layer in said else ""

    def stages(layer: str, nearer: str = "") -> str:
        below = defaults(layer, "    ") + nearer
        return f"stages:\n  dev:\n{below}" if below else ""

    item = f", memory: {said['item']}" if "item" in said else ""
    otherwise = f"    functions: {{f: {{memory: {said['item in dev']}}}}}\n" if "item in dev" in said else ""
    texts = {
        "mesh.yaml": "mesh: shop\nregion: eu-west-1\nstages:\n  local: {cloud: local}\n  dev:\n    cloud: local\n"
        + defaults("mesh in dev", "    ")
        + defaults("mesh"),
        "orders/system.yaml": "system: orders\n" + defaults("system") + stages("system in dev"),
        "orders/checkout.yaml": f"service: checkout\nfunctions: {{f: {{source: lambdas, handler: h.h{item}}}}}\n"
        + defaults("service")
        + stages("service in dev", otherwise),
    }
    return read(texts)


@settings(max_examples=100)
@given(st.sets(st.sampled_from(LAYERS)))
def test_the_nearest_saying_wins_whatever_else_is_said(said: set[str]) -> None:
    sizes = {layer: f"{200 + LAYERS.index(layer)}MB" for layer in said}
    mesh = catalogue(sizes)
    general = [200 + LAYERS.index(layer) for layer in LAYERS if layer in said and "in dev" not in layer]
    staged = [200 + LAYERS.index(layer) for layer in LAYERS if layer in said]
    for stage, wanted in (("", general), ("local", general), ("dev", staged)):
        assert checkout(mesh, stage).functions[0].memory_mb == ([256, *wanted])[-1]


GROUPS = [
    ("retry", "retry: {for: 1h}", lambda one: one.subscriptions[0].retry.seconds, 3_600),
    ("dead letters of subscriptions", "dead_letters: {keep: 5d}", lambda one: one.subscriptions[0].dead_letters_keep_seconds, 432_000),
    ("dead letters of queues", "dead_letters: {keep: 5d}", lambda one: one.queues[0].dead_letters_keep_seconds, 432_000),
    ("dead letters of functions", "dead_letters: {keep: 5d}", lambda one: one.functions[0].dead_letters_keep_seconds, 432_000),
    ("runtime", "function: {runtime: python3.13}", lambda one: one.functions[0].runtime, "python3.13"),
    ("architecture", "function: {architecture: x86_64}", lambda one: one.functions[0].architecture, "x86_64"),
    ("validation", "function: {validate: true}", lambda one: one.functions[0].validates, True),
    ("idempotency", "function: {idempotent: true}", lambda one: one.functions[0].remembers, True),
    ("timeout", "function: {timeout: 50s}", lambda one: one.functions[0].timeout_seconds, 50),
    ("queues", "queue: {keep: 1d}", lambda one: one.queues[0].keep_seconds, 86_400),
    ("streams", "stream: {keep: 2d}", lambda one: one.streams[0].keep_seconds, 172_800),
    ("logs of functions", "logs: {keep: 3d}", lambda one: one.functions[0].log_keep_days, 3),
    ("log groups", "logs: {keep: 3d}", lambda one: one.logs[0].keep_days, 3),
]  # fmt: skip
STAGES = "stages: {dev: {cloud: local}, other: {cloud: local}}\n"
PLAIN = {
    "mesh.yaml": f"mesh: shop\nregion: eu-west-1\n{STAGES}",
    "orders/system.yaml": "system: orders\n",
    "orders/checkout.yaml": """\
service: checkout
functions: {f: {source: lambdas, handler: h.h}}
queues: {q: {}}
streams: {s: {}}
logs: {l: {}}
subscribes: {placed: {event: payments/PaymentCaptured, deliver_to: {queue: q}}}
""",
}


@pytest.mark.parametrize(("what", "said", "value", "wanted"), GROUPS, ids=[group[0] for group in GROUPS])
@pytest.mark.parametrize("layer", ["mesh.yaml", "orders/system.yaml", "orders/checkout.yaml"])
def test_a_default_of_any_group_reaches_what_says_nothing(
    layer: str, what: str, said: str, value: Any, wanted: Any
) -> None:
    mesh = read({**PLAIN, layer: PLAIN[layer] + f"defaults: {{{said}}}\n"})
    assert (value(checkout(mesh)), value(checkout(mesh, "dev"))) == (wanted, wanted)


@pytest.mark.parametrize(("what", "said", "value", "wanted"), GROUPS, ids=[group[0] for group in GROUPS])
@pytest.mark.parametrize("layer", ["mesh.yaml", "orders/system.yaml", "orders/checkout.yaml"])
def test_a_default_of_a_stage_reaches_it_and_no_other(
    layer: str, what: str, said: str, value: Any, wanted: Any
) -> None:
    staged = f"stages: {{dev: {{cloud: local, defaults: {{{said}}}}}, other: {{cloud: local}}}}\n"
    below = PLAIN[layer] + f"stages: {{dev: {{defaults: {{{said}}}}}}}\n"
    mesh = read({**PLAIN, layer: PLAIN[layer].replace(STAGES, staged) if layer == "mesh.yaml" else below})
    assert value(checkout(mesh, "dev")) == wanted
    assert value(checkout(mesh)) == value(checkout(mesh, "other")) != wanted


def test_tags_of_the_mesh_and_of_the_system_merge_and_the_systems_win() -> None:
    mesh = whole_mesh()
    systems = {system.name: dict(system.tags) for system in mesh.systems}
    assert systems == {
        "orders": {"cost-centre": "shop", "tier": "front"},
        "payments": {"cost-centre": "shop", "tier": "base"},
    }
    assert dict(mesh.at("dev").systems[0].tags) == {"cost-centre": "shop", "tier": "trial"}
    assert dict(mesh.tags) == {"cost-centre": "shop", "tier": "base"}


def test_tags_of_a_stage_are_those_of_all_its_systems() -> None:
    mesh = whole_mesh((CATALOGUE, "defaults: {logs: {keep: 1d}}", "defaults: {tags: {tier: none, at: home}}"))
    assert dict(mesh.at("local").tags) == {"cost-centre": "shop", "tier": "none", "at": "home"}
    tags = {system.name: dict(system.tags) for system in mesh.at("local").systems}
    assert tags["orders"] == {"cost-centre": "shop", "tier": "front", "at": "home"}  # the nearer says tier
    assert tags["payments"] == {"cost-centre": "shop", "tier": "none", "at": "home"}


def test_an_environment_of_a_stage_is_laid_over_that_of_all() -> None:
    mesh = whole_mesh()
    assert checkout(mesh).functions[0].environment == {"LOG_LEVEL": "info", "GREETING": "hello"}
    assert checkout(mesh, "dev").functions[0].environment == {"LOG_LEVEL": "debug", "GREETING": "hello"}


def test_a_schedule_of_a_stage_may_be_of_the_other_form() -> None:
    mesh = whole_mesh((CHECKOUT, "often: {every: 1h}", 'often: {cron: "0 5 * * ? *"}'))
    often = [(one.every_seconds, one.cron) for one in (checkout(mesh).schedules[1], checkout(mesh, "dev").schedules[1])]
    assert often == [(300, ""), (None, "0 5 * * ? *")]
    mesh = whole_mesh((CHECKOUT, 'nightly: {cron: "0 4 * * ? *", timezone', "nightly: {every: 2h, timezone"))
    nightly = checkout(mesh, "dev").schedules[0]
    assert (nightly.every_seconds, nightly.cron, nightly.timezone) == (7200, "", "Europe/Paris")


def test_an_archive_of_a_stage_is_kept_as_long_as_the_stage_says() -> None:
    mesh = whole_mesh()
    assert [mesh.at(stage).archive_keep_days for stage in ("local", "dev", "prod")] == [60, 90, 60]


def test_half_of_a_group_may_be_said_near_and_the_other_half_far() -> None:
    mesh = whole_mesh((CHECKOUT, "retry: {for: 4h, attempts: 30}", "retry: {attempts: 30}"))
    retries = {stage: checkout(mesh, stage).subscriptions[0].retry for stage in ("", "dev")}
    assert (retries[""].seconds, retries[""].attempts) == (5 * 3600, 30)
    assert (retries["dev"].seconds, retries["dev"].attempts) == (3600, 30)


def test_a_cascade_under_nothing_is_the_very_same() -> None:
    cascade = own_defaults()
    assert cascade.under({"service": "checkout"}, "dev") is cascade
    assert Cascade({}).of("retry", {"for": "1h"}) == {"for": "1h"}
