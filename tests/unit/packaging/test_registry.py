"""The real uv and the registry that pip's own configuration names, for a whole package. Skipped only out of reach."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from meshctl.adapters.wheels.install_wheels import install_wheels
from meshctl.adapters.wheels.lock_wheels import export_pins
from meshctl.app.packages.build_package import build_package
from meshctl.app.packages.read_function import read_function
from meshctl.packaging.package import Package
from meshctl.packaging.targets import PackageTarget, lambda_target, this_interpreter
from tests.support.catalogues import CHECKOUT, write_catalogue
from tests.support.running import meshctl

pytestmark = pytest.mark.pip
SIX = "six==1.17.0 --hash=sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274"
MARKUPSAFE = "markupsafe==3.0.3"
Build = Callable[..., Package]


@pytest.fixture(scope="module", autouse=True)
def registry(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Asks pip with none of our code, so that a fault of ours is never taken for a missing network."""
    options = ["--quiet", "--no-deps", "--retries=1", "--platform=manylinux2014_aarch64", "--python-version=3.12"]
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        *options,
        MARKUPSAFE,
        "--dest",
        str(tmp_path_factory.mktemp("probe")),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0 and "after connection broken" in done.stderr:
        pytest.skip("the package registry cannot be reached")


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def build(requirement: str, target: PackageTarget, cache: str = "cache") -> Package:
        (tmp_path / "handler.py").write_text("def handle(event, context): ...")
        (tmp_path / "requirements.txt").write_text(requirement)
        (tmp_path / ".cache" / cache).mkdir(parents=True, exist_ok=True)
        install = partial(install_wheels, cache=tmp_path / ".cache" / cache)
        return build_package(read_function(tmp_path, "handler.handle", target), install, {}, export_pins)

    return build


def names_in(package: Package) -> list[str]:
    return ZipFile(BytesIO(package.content)).namelist()


def test_a_pure_wheel_gives_every_target_the_same_package(build: Build) -> None:
    arm, here = build(SIX, lambda_target("python3.12", "arm64")), build(SIX, this_interpreter())

    assert {"six.py", "handler.py"} <= set(names_in(arm))
    assert arm == here


@pytest.mark.parametrize(("architecture", "machine"), [("arm64", "aarch64"), ("x86_64", "x86_64")])
def test_a_compiled_wheel_is_that_of_the_functions_own_processor(build: Build, architecture: str, machine: str) -> None:
    names = names_in(build(MARKUPSAFE, lambda_target("python3.12", architecture)))

    assert [name for name in names if name.endswith(".so")] == [
        f"markupsafe/_speedups.cpython-312-{machine}-linux-gnu.so"
    ]


def test_two_builds_from_the_registry_are_the_same_to_the_byte(build: Build) -> None:
    target = lambda_target("python3.13", "arm64")
    assert build(MARKUPSAFE, target, cache="one") == build(MARKUPSAFE, target, cache="two")


PUBLISHING = """\
from meshkit import publish, publishing_through

class Taking:
    def put_events(self, **request):
        return {"Entries": [{"EventId": "e"} for _ in request["Entries"]]}

def handle(event, context):
    with publishing_through(Taking()):
        publish("OrderPlaced", event)
"""
RUN = """\
import json, sys
sys.path.insert(0, sys.argv[1])
from handler import handle
from meshkit import InvalidData
try:
    print("taken", handle(json.loads(sys.argv[2]), None))
except InvalidData as refused:
    print(refused)
"""
SERVICE = {
    "MESH_SOURCE": "orders.checkout",
    "MESH_PRODUCER": "orders/checkout",
    "MESH_PUBLISHES": '{"OrderPlaced.v1": {"bus": "arn:aws:events:eu-west-1:111111111111:event-bus/hub"}}',
    "MESH_VALIDATES": "1",
}


def test_a_function_that_validates_judges_by_what_its_package_holds(tmp_path: Path) -> None:
    checkout = f"{CHECKOUT}functions:\n  sell: {{source: sell, handler: handler.handle, validate: true}}\n"
    files = {"orders/checkout.yaml": checkout, "orders/sell/handler.py": PUBLISHING, "payments/capture.yaml": None}
    catalogue = write_catalogue(tmp_path / "catalogue", files)
    done = meshctl(catalogue, "package", "--stage", "local")
    assert done.code == 0, done.err
    (package,) = (catalogue / ".meshctl/packages/local").glob("*.zip")
    ZipFile(package).extractall(tmp_path / "unpacked")

    assert handled(tmp_path / "unpacked", '{"total": 1.5}') == "taken None"
    assert "data.total is not as its schema says" in handled(tmp_path / "unpacked", '{"total": "much"}')


def handled(package: Path, event: str) -> str:
    """What the handler makes of it, in a Python that has nothing but its own library and the package."""
    command = [sys.executable, "-I", "-S", "-c", RUN, str(package), event]
    done = subprocess.run(command, env=SERVICE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
