"""A mesh with every way that meshctl can build, applied once by real Terraform to an embedded AWS of its own."""

from collections.abc import Iterator

import pytest

from ..mesh.catalogues import written
from ..mesh.conftest import embedded_aws
from ..mesh.running_mesh import STAGE
from .arrivals import Arrivals
from .catalogue import built_catalogue, mesh_of


@pytest.fixture(scope="session")
def ways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arrivals]:
    """The mesh of all ways, applied."""
    files = built_catalogue()
    with embedded_aws(written(files, tmp_path_factory.mktemp("ways") / "catalogue")) as running:
        running.meshctl("apply", "--stage", STAGE, "--yes")
        yield Arrivals(running, mesh_of(files))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What destroys the mesh comes last."""
    items.sort(key=lambda item: "destroyed" in getattr(item, "fixturenames", ()))
