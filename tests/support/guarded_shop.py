"""The shop under guardrails: the catalogue of docs/how-to/guardrails.md, and its guardrails as they are rendered."""

from datetime import date

from meshctl.adapters.installation import terraform_sources
from meshctl.app.deploy.guardrails import PreparedGuardrails, prepare_guardrails
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.mesh import Mesh
from tests.support.shop import shop_files

TODAY = date(2026, 11, 25)
ORGANIZATION = "o-a1b2c3d4e5"
MANAGEMENT = "888888888888"
GUARDRAILS = f"""
organization: {ORGANIZATION}
guardrails:
  account: "{MANAGEMENT}"
  state: {{bucket: shop-mesh-guardrails}}
"""
EXCEPTIONS = """\
  attach_to: ["222222222222", ou-ab12-c3d4e5f6]
  exceptions:
    - guardrail: other-accounts
      principal: arn:aws:iam::222222222222:role/Migration
      reason: Moves the old queues until the spring.
      until: 2027-03-01
    - guardrail: organization
      principal: arn:aws:iam::777777777777:*
      reason: The carrier's account sends into our queue.
      until: 2027-06-30
"""


def guarded_shop(more: str = GUARDRAILS + EXCEPTIONS, old: str = "", new: str = "") -> Mesh:
    """The mesh of examples/shop whose mesh.yaml says `more`, with `new` in the place of `old`."""
    files = shop_files()
    text = files.contents["mesh.yaml"].decode() + more
    assert old in text
    contents = {**files.contents, "mesh.yaml": text.replace(old, new, 1).encode()}
    reading = read_catalogue(CatalogueFiles(contents, files.paths))
    assert reading.findings == ()
    assert reading.mesh is not None
    return reading.mesh


def prepared(mesh: Mesh, today: date = TODAY) -> PreparedGuardrails:
    """Its guardrails on that day."""
    return prepare_guardrails(mesh, today, terraform_sources())
