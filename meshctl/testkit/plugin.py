"""pytest's fixtures of the mesh. Loaded by every pytest beside an installed meshctl, and so imports nothing of it before it is asked.

    mesh_function   gives a function of the catalogue to try: `mesh_function("payments/capture/capture")`
    mesh_arrival    in a test marked `@pytest.mark.mesh_function("payments/capture/capture")`: each event that it receives, one by one

The catalogue is the one that `mesh_catalogue` of pytest's settings names, or that lies here, or in `catalogue`. A function
reaches no AWS, unless they say `mesh_reaches_aws`.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from meshctl.model.mesh import Mesh
    from meshctl.testkit.function_trial import FunctionTrial

MARKER, SETTING, REACHES_AWS = "mesh_function", "mesh_catalogue", "mesh_reaches_aws"
_OWN = dict(os.environ)
"""Of whoever runs the tests: nothing of theirs has begun when pytest loads this."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The settings."""
    parser.addini(SETTING, "The directory of mesh.yaml, from where pytest.ini or pyproject.toml lies.", default="")
    parser.addini(
        REACHES_AWS, "Whether functions under test reach AWS, with your own keys.", type="bool", default=False
    )


def pytest_configure(config: pytest.Config) -> None:
    """The marker."""
    config.addinivalue_line("markers", f"{MARKER}(name): runs with each event that this function of the mesh receives")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each event."""
    marker = metafunc.definition.get_closest_marker(MARKER)
    if "mesh_arrival" in metafunc.fixturenames and marker is not None:
        names = _arrivals(metafunc.config, marker.args[0])
        metafunc.parametrize("_mesh_arrival", [(marker.args[0], name) for name in names], ids=names)


@pytest.fixture
def mesh_function(pytestconfig: pytest.Config) -> Callable[[str], "FunctionTrial"]:
    """Gives a function of the catalogue to try, loaded anew."""
    return lambda name: _trial(pytestconfig, name)


@pytest.fixture
def _mesh_arrival(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def mesh_arrival(_mesh_arrival: tuple[str, str], pytestconfig: pytest.Config) -> "MeshArrival":
    """An event that the function receives, and the function: `mesh_arrival.handle()` gives what it publishes."""
    function, name = _mesh_arrival
    return MeshArrival(_trial(pytestconfig, function), name)


class MeshArrival:
    """A function, and an example of an event that it receives."""

    def __init__(self, function: "FunctionTrial", name: str) -> None:
        self.function = function
        self.event = next(one for one in function.arrivals if one.name == name)

    def handle(self, **changes: Any) -> Any:
        """Hands the event over, with other fields of its data, and gives what the function has published."""
        return self.function.handle(self.event.payload(changes))


def _trial(config: pytest.Config, name: str) -> "FunctionTrial":
    from meshctl.adapters.installation import make_meshkit_known  # noqa: PLC0415
    from meshctl.testkit.function_trial import try_function  # noqa: PLC0415

    catalogue = _catalogue(config)
    make_meshkit_known()
    return try_function(_mesh(catalogue), catalogue, name, own=_OWN, reaches_aws=config.getini(REACHES_AWS))


def _arrivals(config: pytest.Config, name: str) -> list[str]:
    """Raises `NotFound` where there are none: pytest would leave the test out and go on."""
    from meshctl.errors import NotFound  # noqa: PLC0415

    names = [one.name for one in _trial(config, name).arrivals]
    if not names:
        raise NotFound(
            name,
            f'there is no event that arrives at "{name}" and has an example',
            "hand over what it gets: mesh_function(NAME).handle(payload)",
        )
    return names


def _catalogue(config: pytest.Config) -> Path:
    from meshctl.errors import NotFound  # noqa: PLC0415

    said = str(config.getini(SETTING))
    for place in [said] if said else ["", "catalogue"]:
        if (config.rootpath / place / "mesh.yaml").is_file():
            return (config.rootpath / place).resolve()
    raise NotFound(
        said, f"there is no mesh.yaml in {config.rootpath / said}", f"name its directory: {SETTING} = ... for pytest"
    )


@cache
def _mesh(catalogue: Path) -> "Mesh":
    from meshctl.adapters.catalogue_files import read_catalogue_files  # noqa: PLC0415
    from meshctl.catalogue.read_catalogue import read_catalogue  # noqa: PLC0415
    from meshctl.errors import MeshctlError  # noqa: PLC0415

    mesh = read_catalogue(read_catalogue_files(catalogue)).mesh
    if mesh is None or not mesh.complete:
        raise MeshctlError(
            f"the catalogue in {catalogue} cannot be read", "`meshctl check` shows what is wrong with it"
        )
    return mesh
