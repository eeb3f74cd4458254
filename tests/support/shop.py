"""The example catalogue, as tests read it."""

from pathlib import Path

from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage

SHOP = Path(__file__).parents[2] / "examples" / "shop" / "catalogue"


def shop_files() -> CatalogueFiles:
    """The files of examples/shop."""
    return read_catalogue_files(SHOP)


def shop_mesh() -> Mesh:
    """The mesh of examples/shop."""
    mesh = read_catalogue(shop_files()).mesh
    assert mesh is not None
    return mesh


def shop_stage(name: str) -> Stage:
    """A stage of examples/shop."""
    stage = shop_mesh().stage(name)
    assert stage is not None
    return stage
