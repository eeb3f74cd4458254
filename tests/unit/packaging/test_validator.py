"""A function that validates has the validator in its package, at the version that meshctl judges by, and the schemas."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from meshctl.adapters.installation import validator_requirement
from meshctl.app.packages.build_package import pins_of
from meshctl.app.packages.published_schemas import schemas_of
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.errors import PackagingFailed
from meshctl.packaging.function_sources import FunctionSources
from meshctl.packaging.locks.pinning_files import PinningFiles
from meshctl.packaging.requirements import Pin, read_pins
from meshctl.packaging.targets import this_interpreter
from meshctl.packaging.validator import SCHEMAS, with_validator
from meshctl.plan.changed_systems import source_digests
from tests.support.catalogues import SOUND
from tests.support.shop import shop_mesh

VALIDATOR = read_pins(validator_requirement())[0]
SOURCES = FunctionSources("lambdas/capture", {"handler.py": b""}, "handler.handle", PinningFiles(), this_interpreter())
HASHED = Pin("six", "1.17.0", (), ("0" * 64,))
PLAIN = Pin("six", "1.17.0")


def pinned_by(pins: tuple[Pin, ...]) -> PinningFiles:
    return PinningFiles({"requirements.txt": "".join(f"{pin}\n" for pin in pins)})


def nothing_exported(project: object) -> str:
    raise AssertionError(project)


def test_the_validator_is_the_one_that_meshctl_judges_by() -> None:
    pinned = (Path(__file__).parents[3] / "requirements" / "meshctl.txt").read_text("utf-8")
    assert validator_requirement() in re.sub(r"(?m)^ +#.*\n", "", pinned)


def test_the_package_has_the_validator_and_the_schemas() -> None:
    made = with_validator(SOURCES, VALIDATOR, {"OrderPlaced.v1": {"type": "object"}})
    assert (made.added, json.loads(made.own[SCHEMAS])) == ((VALIDATOR,), {"OrderPlaced.v1": {"type": "object"}})


@pytest.mark.parametrize(("pins", "hashes"), [((HASHED,), VALIDATOR.hashes), ((PLAIN,), ()), ((), VALIDATOR.hashes)])
def test_hashes_are_of_all_pins_or_of_none(pins: tuple[Pin, ...], hashes: tuple[str, ...]) -> None:
    made = pins_of(with_validator(replace(SOURCES, pinning=pinned_by(pins)), VALIDATOR, {}), nothing_exported)
    assert {pin.name: pin.hashes for pin in made} == {pin.name: pin.hashes for pin in pins} | {"jsonschema-rs": hashes}


def test_a_function_that_pins_the_validator_keeps_its_version() -> None:
    own = Pin("jsonschema-rs", "0.1.0")
    assert pins_of(with_validator(replace(SOURCES, pinning=pinned_by((own,))), VALIDATOR, {}), nothing_exported) == (
        own,
    )


def test_a_project_that_uv_has_locked_has_it_too() -> None:
    locked = replace(SOURCES, pinning=PinningFiles({"pyproject.toml": "[project]", "uv.lock": "version = 1"}))
    made = pins_of(with_validator(locked, VALIDATOR, {}), lambda _: f"{HASHED}\n")
    assert made == (VALIDATOR, HASHED)


def test_a_file_of_that_name_is_refused() -> None:
    with pytest.raises(PackagingFailed, match="of its own"):
        with_validator(replace(SOURCES, own={SCHEMAS: b""}), VALIDATOR, {})


def test_the_schemas_are_those_of_what_the_service_publishes() -> None:
    mesh = shop_mesh()
    service = mesh.service("payments/capture")
    assert service is not None
    assert sorted(schemas_of(mesh, "payments/capture/capture")) == ["PaymentCaptured.v1", "PaymentFailed.v1"]


BARE = """\
service: checkout
functions:
  place: {source: lambdas/place, handler: handler.handle, validate: true}
publishes:
  OrderPlaced: {version: 1, description: A customer has paid.}
"""


def test_an_event_without_a_schema_may_hold_anything() -> None:
    texts = {
        **SOUND,
        "orders/checkout.yaml": BARE,
        "orders/lambdas/place/handler.py": "def handle(event, context): ...\n",
    }
    contents = {path: text.encode() for path, text in texts.items()}
    directories = {path.rsplit("/", depth)[0] for path in texts for depth in range(1, path.count("/") + 1)}
    mesh = read_catalogue(CatalogueFiles(contents, frozenset({*texts, *directories}))).mesh
    assert mesh is not None
    service = mesh.service("orders/checkout")
    assert service is not None
    assert schemas_of(mesh, "orders/checkout/place") == {"OrderPlaced.v1": True}
    assert "orders/checkout/place" in source_digests(mesh, {})
