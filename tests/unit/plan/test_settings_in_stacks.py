"""What a catalogue says of a stage is what Terraform is told in that stage, and in no other."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from meshctl.app.deploy.prepare import prepare, refuse_unavailable
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.errors import MeshctlError
from meshctl.model.mesh import Mesh
from meshctl.plan.stacks import stacks
from meshctl.topology.lowering.build_topology import lower
from tests.support.catalogues import CAPTURE, MESH, PAYMENTS, SOUND
from tests.support.packages import empty_packages

DAY = 86_400
STAGED = (
    CAPTURE
    + """\
stages:
  dev:
    defaults: {retry: {for: 1h, attempts: 3}, dead_letters: {keep: 5d}, logs: {keep: 3d}, function: {timeout: 10s}}
    functions: {charge: {memory: 1024MB, environment: {LEVEL: debug}}}
    queues: {letters: {keep: 1d, visibility: 2m}}
"""
)


def read(files: dict[str, str]) -> Mesh:
    texts = {path: text.encode() for path, text in {**SOUND, **files}.items()}
    directories = {path.rsplit("/", depth)[0] for path in texts for depth in range(1, path.count("/") + 1)}
    reading = read_catalogue(CatalogueFiles(texts, frozenset({*texts, *directories})))
    assert reading.mesh is not None and reading.findings == ()
    return reading.mesh


def inputs(mesh: Mesh, stage: str = "dev") -> dict[str, Any]:
    """What each stack of a stage is told, by its name."""
    found = mesh.stage(stage)
    assert found is not None
    refuse_unavailable(mesh, found)
    hashes = {f"{one.key}/{function.name}": "aGFzaA==" for one in mesh.services for function in one.functions}
    return {stack.name: stack.inputs for stack in stacks(mesh, found, lower(mesh, found), hashes)}


@pytest.mark.parametrize(("stage", "retry"), [("local", (DAY, 185)), ("dev", (3600, 3))])
def test_retries_reach_the_route(stage: str, retry: tuple[int, int]) -> None:
    routes = inputs(read({"payments/capture.yaml": STAGED}), stage)["routes"]["routes"]
    told = {(one["retry"]["seconds"], one["retry"]["attempts"]) for one in routes.values()}
    assert (len(routes), told) == (2, {retry})


def test_the_retry_of_one_subscription_is_its_own() -> None:
    service = CAPTURE.replace("    deliver_to: {function", "    retry: {for: 5m}\n    deliver_to: {function")
    routes = inputs(read({"payments/capture.yaml": service}))["routes"]["routes"]
    assert {key: (one["retry"]["seconds"], one["retry"]["attempts"]) for key, one in routes.items()} == {
        "payments/capture/placed": (300, 185),
        "payments/capture/kept": (DAY, 185),
    }


@pytest.mark.parametrize(("stage", "days"), [("local", 14), ("dev", 5)])
def test_how_long_dead_letters_are_kept_reaches_every_queue_of_them(stage: str, days: int) -> None:
    service = STAGED.replace("{function: charge}", "{function: charge, buffer: none}")
    payments = inputs(read({"payments/capture.yaml": service}), stage)["system-payments"]
    kept = {
        *(one["keep_seconds"] for one in payments["dead_letters"].values()),
        payments["queues"]["capture/letters"]["dead_letters"]["keep_seconds"],
        payments["functions"]["capture/charge"]["dead_letters"]["keep_seconds"],
    }
    assert kept == {days * DAY}


def test_the_dead_letters_of_one_subscription_are_kept_as_it_says() -> None:
    service = CAPTURE.replace("    deliver_to: {function", "    dead_letters: {keep: 6d}\n    deliver_to: {function")
    letters = inputs(read({"payments/capture.yaml": service}))["system-payments"]["dead_letters"]
    assert [one["keep_seconds"] for one in letters.values()] == [6 * DAY, 14 * DAY]


@pytest.mark.parametrize(
    ("stage", "wanted"), [("local", (30, 256, 30, None, 180)), ("dev", (3, 1024, 10, "debug", 60))]
)
def test_settings_of_a_function_reach_it_and_its_buffer(stage: str, wanted: tuple[Any, ...]) -> None:
    payments = inputs(read({"payments/capture.yaml": STAGED}), stage)["system-payments"]
    function, buffer = payments["functions"]["capture/charge"], payments["buffers"]["capture/placed"]["queue"]
    assert wanted == (
        function["log_keep_days"],
        function["memory_mb"],
        function["timeout_seconds"],
        function["environment"].get("LEVEL"),
        buffer["visibility_timeout_seconds"],
    )


@pytest.mark.parametrize(("stage", "wanted"), [("local", (4 * DAY, 60)), ("dev", (DAY, 120))])
def test_settings_of_a_queue_reach_it(stage: str, wanted: tuple[int, int]) -> None:
    queue = inputs(read({"payments/capture.yaml": STAGED}), stage)["system-payments"]["queues"]["capture/letters"]
    assert (queue["queue"]["keep_seconds"], queue["queue"]["visibility_timeout_seconds"]) == wanted


def test_what_a_team_says_of_its_environment_never_hides_what_the_mesh_tells() -> None:
    function = inputs(read({"payments/capture.yaml": STAGED}))["system-payments"]["functions"]["capture/charge"]
    assert set(function["environment"]) == {"LEVEL", "MESH_SOURCE", "MESH_PRODUCER", "MESH_PUBLISHES"}


def test_tags_reach_each_stack_of_their_system_and_stage() -> None:
    mesh = MESH.replace("dev:\n", "dev:\n    defaults: {tags: {stage: trial}}\n") + "defaults: {tags: {part: shop}}\n"
    read_mesh = read({"mesh.yaml": mesh, "payments/system.yaml": PAYMENTS + "defaults: {tags: {part: money}}\n"})
    told = {
        stage: {name: one["stack"]["tags"] for name, one in inputs(read_mesh, stage).items()}
        for stage in ("local", "dev")
    }
    shop, money = {"part": "shop"}, {"part": "money"}
    assert told["local"] == {"hub": shop, "system-orders": shop, "system-payments": money, "routes": shop}
    assert told["dev"] == {name: {**tags, "stage": "trial"} for name, tags in told["local"].items()}


def test_the_archive_is_kept_as_long_as_its_stage_says() -> None:
    mesh = read({"mesh.yaml": MESH.replace("dev:\n", "dev:\n    defaults: {archive: {keep: 90d}}\n")})
    kept = [inputs(mesh, stage)["hub"]["bus"]["archive"]["keep_days"] for stage in ("local", "dev")]
    assert kept == [30, 90]


def test_the_organisation_closes_the_hub_on_aws_alone() -> None:
    mesh = read({"mesh.yaml": MESH + "organization: o-a1b2c3d4e5\n"})
    told = [inputs(mesh, stage)["hub"]["bus"]["organization"] for stage in ("local", "dev")]
    assert told == [None, "o-a1b2c3d4e5"]


ELSEWHERE = MESH.replace("dev:\n", "dev:\n    regions: [eu-central-1]\n")


def test_a_stage_in_a_region_of_its_own_has_everything_there() -> None:
    mesh = read({"mesh.yaml": ELSEWHERE})
    told = inputs(mesh)
    assert {one["stack"]["region"] for one in told.values()} == {"eu-central-1"}
    assert ":eu-west-1:" not in str(told)
    assert {one["stack"]["region"] for one in inputs(mesh, "local").values()} == {"eu-west-1"}


def test_terraforms_state_stays_in_the_region_of_the_mesh() -> None:
    mesh = read({"mesh.yaml": ELSEWHERE})
    stage = mesh.stage("dev")
    assert stage is not None
    files = prepare(mesh, stage, empty_packages(mesh), {}).bundle.files
    assert json.loads(files["stacks/hub/backend.tf.json"])["terraform"]["backend"]["s3"]["region"] == "eu-west-1"


def test_a_system_in_another_region_than_its_stages_first_is_refused() -> None:
    mesh = read({"mesh.yaml": MESH, "payments/system.yaml": PAYMENTS + "region: eu-central-1\n"})
    with pytest.raises(MeshctlError, match='a system in a Region of its own \\("payments"\\)'):
        inputs(mesh)
    assert inputs(mesh, "local")["system-payments"]["stack"]["region"] == "eu-west-1"


UNKEPT = CAPTURE.replace("    deliver_to: {function", "    dead_letters: none\n    deliver_to: {function")


@pytest.mark.parametrize("buffered", [True, False])
def test_a_subscription_without_dead_letters_has_none_anywhere(buffered: bool) -> None:
    service = UNKEPT if buffered else UNKEPT.replace("{function: charge}", "{function: charge, buffer: none}")
    told = inputs(read({"payments/capture.yaml": service}))
    routes, payments = told["routes"]["routes"], told["system-payments"]
    kept = {key: bool(one["dead_letters_arn"]) for key, one in routes.items()}
    assert kept == {"payments/capture/placed": False, "payments/capture/kept": True}
    assert [*payments["dead_letters"]] == ["capture/kept"]
    assert [one["queue"]["dead_letters_arn"] for one in payments["buffers"].values()] == [None] * buffered
    assert payments["functions"]["capture/charge"]["dead_letters"] is None


def test_an_input_takes_its_fields_out_of_the_events_data() -> None:
    service = CAPTURE.replace(
        "    deliver_to: {queue", "    input: {sum: total, land: address.country}\n    deliver_to: {queue"
    )
    routes = inputs(read({"payments/capture.yaml": service}))["routes"]["routes"]
    assert routes["payments/capture/kept"]["input_transformer"] == {
        "paths": {"sum": "$.detail.data.total", "land": "$.detail.data.address.country"},
        "template": '{"sum":<sum>,"land":<land>}',
    }
    assert routes["payments/capture/placed"]["input_transformer"] is None


UPLOADED = (
    CAPTURE
    + """\
  uploaded:
    aws: uploads
    where: {bucket: {name: [{prefix: shop-}]}}
    deliver_to: {function: charge}
aws:
  uploads: {source: aws.s3, types: [Object Created]}
"""
)


def test_what_an_aws_service_sends_comes_over_the_default_bus_of_the_systems_account() -> None:
    told = inputs(read({"payments/capture.yaml": UPLOADED}))
    route = told["system-payments"]["routes"]["capture/uploaded on default"]
    assert (route["bus_name"], route["rule"]["arn"].rpartition(":")[2]) == (
        "default",
        "rule/shop_dev_payments_capture_uploaded",
    )
    assert json.loads(route["pattern"]) == {
        "account": ["333333333333"],
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": [{"prefix": "shop-"}]}},
    }
    function = told["system-payments"]["functions"]["capture/charge"]
    assert function["invokers"]["uploaded"]["arn"] == route["rule"]["arn"]
    assert "payments/capture/uploaded" not in told["routes"]["routes"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, {"local": "5.100.0", "dev": "5.100.0"}),
        ({"mesh": "5.101.0"}, {"local": "5.101.0", "dev": "5.101.0"}),
        ({"mesh": "5.101.0", "dev": "6.1.2"}, {"local": "5.101.0", "dev": "6.1.2"}),
        ({"local": "5.102.0"}, {"local": "5.102.0", "dev": "5.100.0"}),
    ],
)
def test_every_root_of_a_stage_has_the_one_version_of_the_provider(
    said: dict[str, str], expected: dict[str, str]
) -> None:
    bundles = {stage: bundle_of(read({"mesh.yaml": provided(said)}), stage) for stage in expected}
    found = {stage: {*_versions(files)} for stage, files in bundles.items()}
    assert found == {stage: {version} for stage, version in expected.items()}
    assert all(len([*_versions(files)]) == 4 for files in bundles.values())


def test_only_the_lock_of_its_own_version_gets_into_the_roots_of_a_stage() -> None:
    locks = {"aws-provider-5.100.0.lock.hcl": "the old one", "aws-provider-5.101.0.lock.hcl": "the new one"}
    mesh = read({"mesh.yaml": provided({"dev": "5.101.0"}), **locks})
    for stage, lock in (("local", b"the old one"), ("dev", b"the new one")):
        found = [content for path, content in bundle_of(mesh, stage).items() if path.endswith("/.terraform.lock.hcl")]
        assert found == [lock] * 4
    assert not [path for path in bundle_of(read({}), "dev") if path.endswith(".lock.hcl")]


def provided(said: dict[str, str]) -> str:
    """mesh.yaml with the versions of the provider that the mesh and stages say."""
    mesh = MESH.replace(
        "cloud: local", f"cloud: local, aws_provider: {said['local']}" if "local" in said else "cloud: local"
    )
    mesh = mesh.replace("  dev:\n", f"  dev:\n    aws_provider: {said['dev']}\n" if "dev" in said else "  dev:\n")
    return f"{mesh}aws_provider: {said['mesh']}\n" if "mesh" in said else mesh


def bundle_of(mesh: Mesh, stage: str) -> Mapping[str, bytes]:
    found = mesh.stage(stage)
    assert found
    return prepare(mesh, found, empty_packages(mesh), {"terraform/hub/versions.tf": b""}).bundle.files


def _versions(files: Mapping[str, bytes]) -> Iterator[str]:
    for path, content in files.items():
        if path.endswith("/provider_override.tf.json"):
            yield json.loads(content)["terraform"]["required_providers"]["aws"]["version"]
