"""meshctl as somebody has it who installed the wheel and has no checkout: from nothing to a planned mesh."""

import shutil
import sys
from pathlib import Path

import pytest

from meshctl import __version__

from .distributions import Distributions, Installation, ran

pytestmark = [
    pytest.mark.install,
    pytest.mark.local,
    pytest.mark.terraform,
    pytest.mark.xdist_group("install"),
]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory, installation: Installation) -> Path:
    """Two systems, written by the installed meshctl."""
    made = tmp_path_factory.mktemp("shop") / "catalogue"
    installation.meshctl(made.parent, "new", "mesh", "shop")
    installation.meshctl(made, "new", "system", "orders")
    installation.meshctl(made, "new", "service", "orders/checkout", "--publishes", "OrderPlaced")
    installation.meshctl(made, "new", "system", "payments")
    installation.meshctl(made, "new", "service", "payments/capture", "--subscribes", "orders/OrderPlaced")
    return made


@pytest.fixture(scope="module")
def complete(installation: Installation, distributions: Distributions) -> Installation:
    """The installation with the embedded AWS; comes after the tests that go without."""
    installation.install(f"{distributions.wheel}[local]")
    return installation


def files(directory: Path) -> dict[str, bytes]:
    """What is there, but for who has held it last."""
    found = (path for path in directory.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in found}


def test_it_runs_from_the_environment_and_not_from_the_checkout(installation: Installation) -> None:
    place = Path(installation.python("import meshctl; print(meshctl.__file__)"))
    assert place.is_relative_to(installation.directory)
    assert installation.meshctl(installation.directory, "--version") == f"meshctl {__version__}\n"


def test_without_its_extra_only_the_embedded_aws_is_missing(installation: Installation) -> None:
    said = installation.meshctl(installation.directory, "doctor", code=1)
    assert [line.split("  ")[1].strip() for line in said.splitlines() if "MISSING" in line] == ["embedded AWS"]
    assert "pip install 'meshctl[local]'" in said


@pytest.mark.parametrize(
    "command",
    [
        ("local", "up"),
        ("plan", "--stage", "local"),
        ("send", "orders/OrderPlaced", "--unchecked", "--stage", "local", "--data", "{}"),
    ],
    ids=" ".join,
)
def test_without_its_extra_a_command_says_how_to_get_the_embedded_aws(
    installation: Installation, catalogue: Path, command: tuple[str, ...]
) -> None:
    said = installation.meshctl(catalogue, *command, code=1)
    assert said.endswith(
        "error: the embedded AWS is not installed: there is no flask, no flask-cors, no moto\n"
        "  = help: pip install 'meshctl[local]'\n"
    )


def test_what_it_wrote_is_sound(installation: Installation, catalogue: Path) -> None:
    said = installation.meshctl(catalogue, "check")
    assert said == "The catalogue is sound: 2 systems, 2 services, 1 event, 1 subscription.\n"


def test_it_renders_and_packages_the_bytes_of_the_checkout(installation: Installation, catalogue: Path) -> None:
    made = catalogue / ".meshctl"
    found = []
    for program in ([str(installation.directory / "bin" / "meshctl")], [sys.executable, "-m", "meshctl"]):
        shutil.rmtree(made)
        ran([*program, "render", "--stage", "local"], catalogue)
        ran([*program, "package", "--stage", "local"], catalogue)
        found.append(files(made / "bundles") | files(made / "packages"))
    assert {"local/modules/route/main.tf", "local/payments.capture.capture.zip"} <= found[0].keys()
    assert found[0] == found[1]


def test_it_plans_on_the_embedded_aws(complete: Installation, catalogue: Path) -> None:
    complete.meshctl(catalogue, "local", "up", "--port", "0")
    try:
        said = complete.meshctl(catalogue, "plan", "--stage", "local")
    finally:
        down = complete.meshctl(catalogue, "local", "down")
    assert "payments/capture now receives orders/OrderPlaced" in said
    assert down == "The embedded AWS is stopped.\n"


def test_with_its_extra_nothing_is_missing(complete: Installation) -> None:
    assert "MISSING" not in complete.meshctl(complete.directory, "doctor")
