"""The shop rendered with packages that hold nothing, so that no compressor's version shows."""

from meshctl.adapters.installation import terraform_sources
from meshctl.app.deploy.prepare import PreparedStage, prepare
from tests.support.packages import empty_packages
from tests.support.shop import shop_mesh, shop_stage


def render_shop(stage: str) -> PreparedStage:
    """The bundle of a stage of examples/shop."""
    mesh = shop_mesh()
    return prepare(mesh, shop_stage(stage), empty_packages(mesh), terraform_sources())
