"""A stage has settings of its own and nothing else of its own: who receives what is the same in all."""

from dataclasses import replace

import pytest

from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.mesh import Mesh
from tests.support.whole_language import Edit, stands, whole_files, whole_mesh

CHECKOUT, SYSTEM, CATALOGUE = "orders/checkout.yaml", "orders/system.yaml", "mesh.yaml"


def shape(mesh: Mesh) -> list[object]:
    """Who publishes, who receives, and what there is, without any setting."""
    return [
        (
            (service.key, service.events, service.sends_to, service.exemptions),
            [(one.key, one.wants, one.where, one.delivery, one.input_fields) for one in service.subscriptions],
            [(one.kind, one.name, one.place) for one in (*service.channels, *service.sources)],
        )
        for service in mesh.services
    ]


def test_a_stage_differs_in_its_settings_only() -> None:
    mesh = whole_mesh()
    assert set(mesh.variants) == {"local", "dev"}
    for stage in mesh.variants:
        assert mesh.at(stage) != mesh
        assert shape(mesh.at(stage)) == shape(mesh)
        assert [system.external for system in mesh.at(stage).systems] == [system.external for system in mesh.systems]


def test_a_stage_that_says_nothing_of_its_own_is_the_mesh_itself() -> None:
    mesh = whole_mesh()
    assert mesh.at("prod") is mesh
    assert mesh.at("nowhere") is mesh


def test_what_is_no_different_in_a_stage_is_the_very_same_object() -> None:
    edits: list[Edit] = [
        (CATALOGUE, "    defaults: {archive: {keep: 90d}, retry: {attempts: 9}}\n", ""),
        (CATALOGUE, "    defaults: {logs: {keep: 1d}}\n", ""),
    ]
    mesh = whole_mesh(*edits)
    orders, payments = mesh.at("dev").systems
    assert payments is mesh.systems[1]
    assert orders is not mesh.systems[0]
    files = whole_files(*edits)
    other = {"orders/other.yaml": b"service: other\nqueues: {q: {}}\n", SYSTEM: b"system: orders\n"}
    read = read_catalogue(replace(files, contents={**files.contents, **other})).mesh
    assert read is not None
    services = {service.name: service for service in read.systems[0].services}
    staged = {service.name: service for service in read.at("dev").systems[0].services}
    assert staged["other"] is services["other"]
    assert staged["checkout"] != services["checkout"]


def test_every_setting_of_a_stage_reaches_its_item() -> None:
    service = whole_mesh().at("dev").service("orders/checkout")
    assert service is not None
    function, letters, clicks = service.functions[0], service.queues[0], service.streams[0]
    assert (function.memory_mb, function.timeout_seconds) == (640, 11)
    assert (letters.keep_seconds, letters.visibility_seconds) == (6 * 3600, 180)
    assert (clicks.keep_seconds, clicks.shards) == (25 * 3600, 1)
    carrier, report = service.webhooks[0], service.tasks[0]
    assert (carrier.url, carrier.secret, carrier.rate) == (
        "https://trial.carrier.example/parcels",
        "shop/carrier-trial",
        1,
    )
    assert (report.cluster, report.subnets, report.security_groups) == (
        "trials",
        ("subnet-00000000000000001",),
        ("sg-00000000000000001",),
    )
    assert (service.logs[0].keep_days, service.partners[0].source) == (7, "aws.partner/shopify.com/12345/trial")
    assert service.workflows[0].log_keep_days == 5


def test_what_a_stage_does_not_say_of_an_item_stays() -> None:
    mesh = whole_mesh()
    general, staged = mesh.service("orders/checkout"), mesh.at("dev").service("orders/checkout")
    assert general is not None and staged is not None
    assert (staged.webhooks[0].method, staged.webhooks[0].header) == ("PUT", "X-Token")
    assert staged.topics == general.topics
    assert [replace(one, log_keep_days=30) for one in staged.workflows] == list(general.workflows)


def test_a_system_is_placed_in_the_region_that_its_stage_says() -> None:
    mesh = whole_mesh()
    regions = {}
    for stage in mesh.stages:
        for system in mesh.at(stage.name).systems:
            regions[stage.name, system.name] = mesh.region_of(system, stage)
    assert regions == {
        ("local", "orders"): "eu-west-1",
        ("local", "payments"): "eu-west-1",
        ("dev", "orders"): "eu-central-1",
        ("dev", "payments"): "eu-west-1",
        ("prod", "orders"): "eu-west-1",
        ("prod", "payments"): "eu-west-1",
    }
    assert str(mesh.at("dev").systems[0].region_place) == stands(SYSTEM, "eu-central-1")
    assert str(mesh.systems[0].region_place) == stands(SYSTEM, "eu-west-1")


def test_the_first_region_of_a_stage_is_for_systems_that_name_none() -> None:
    mesh = whole_mesh((CATALOGUE, "regions: [eu-west-1, eu-central-1]", "regions: [eu-north-1, eu-central-1]"))
    assert {stage.name: stage.regions for stage in mesh.stages} == {
        "local": ("eu-west-1",),
        "dev": ("eu-north-1", "eu-central-1"),
        "prod": ("eu-west-1",),
    }
    stage = mesh.stage("dev")
    assert stage is not None
    assert mesh.region_of(mesh.systems[1], stage) == "eu-north-1"


WRONG = [
    ((SYSTEM, "\nstages:\n  dev:", "\nstages:\n  deb:"), "unknown-stage", "deb", 'did you mean "dev"?'),
    ((CHECKOUT, "\nstages:\n  dev:", "\nstages:\n  deb:"), "unknown-stage", "deb", 'did you mean "dev"?'),
    ((SYSTEM, "old-news: {dev", "old-news: {pord"), "unknown-stage", "pord", 'did you mean "prod"?'),
    ((CHECKOUT, "settle: {memory: 640", "setle: {memory: 640"), "unknown-item", "setle", 'did you mean "settle"?'),
    ((CHECKOUT, "clicks: {keep: 25h", "plans: {keep: 25h"), "unknown-item", "plans", "there is: clicks"),
    ((CHECKOUT, "often: {every: 1h}", "oftn: {every: 1h}"), "unknown-item", "oftn", 'did you mean "often"?'),
]


@pytest.mark.parametrize(("edit", "check", "word", "help_"), WRONG, ids=[one[0][0] + one[2] for one in WRONG])
def test_a_stage_or_an_item_that_is_none_is_found_at_its_place(edit: Edit, check: str, word: str, help_: str) -> None:
    findings = read_catalogue(whole_files(edit)).findings
    assert [(one.check, str(one.place), one.help) for one in findings] == [(check, stands(edit[0], word, edit), help_)]


def test_without_mesh_yaml_no_stage_is_called_unknown() -> None:
    files = whole_files()
    gone = {path: text for path, text in files.contents.items() if path != CATALOGUE}
    assert [one.check for one in read_catalogue(replace(files, contents=gone)).findings] == ["missing-file"]
