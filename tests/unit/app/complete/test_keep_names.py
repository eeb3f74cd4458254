"""Which names are left for completion, and when."""

from dataclasses import dataclass

import pytest

from meshctl.app.complete.keep_names import keep_names
from meshctl.app.complete.name_index import names_in
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from tests.support.shop import shop_files

SHOP = shop_files()
WITHOUT_A_FILE = CatalogueFiles(SHOP.contents, SHOP.paths, {"orders/checkout.yaml": "no permission"})


@dataclass
class Memory:
    """An index in memory."""

    content: bytes | None = None
    most_bytes: int = 10**6

    def is_there(self) -> bool:
        return self.content is not None

    def write(self, content: bytes) -> None:
        self.content = content

    def after(self, files: CatalogueFiles) -> "Memory":
        """The index once the catalogue of these files was read."""
        keep_names(files, read_catalogue(files).mesh, self)
        return self

    def names(self, kind: str) -> list[str]:
        return names_in(self.content or b"", {kind}, "")


def _with(path: str, text: str) -> CatalogueFiles:
    return CatalogueFiles({**SHOP.contents, path: text.encode()}, SHOP.paths)


@pytest.mark.parametrize(
    ("kind", "some"),
    [
        ("stage", ["local"]),
        ("system", ["fulfilment", "orders", "payments"]),
        ("service", ["orders/checkout"]),
        ("event", ["orders/OrderPlaced"]),
        ("subscription", ["payments/capture/order-placed"]),
        ("function", ["payments/capture/capture"]),
        ("queue", ["fulfilment/returns/to-stop"]),
        ("check", ["loop", "invalid-yaml"]),
    ],
)
def test_names_of_every_kind_are_left(kind: str, some: list[str]) -> None:
    assert {*some} <= {*Memory().after(SHOP).names(kind)}


def test_an_event_in_versions_is_named_as_a_subscription_names_it() -> None:
    text = SHOP.contents["orders/checkout.yaml"].decode()
    files = _with(
        "orders/checkout.yaml", f"{text.rstrip()}\n  OrderPlaced.v2: {{schema: events/OrderPlaced.v1.json}}\n"
    )
    names = Memory().after(files).names("event")
    assert [name for name in names if "Placed" in name] == ["orders/OrderPlaced.v1", "orders/OrderPlaced.v2"]


@pytest.mark.parametrize("broken", [_with("orders/checkout.yaml", "service: ["), _with("mesh.yaml", "mesh: [")])
def test_what_cannot_be_read_takes_no_name_away(broken: CatalogueFiles) -> None:
    index = Memory().after(SHOP)
    before = index.content
    assert index.after(broken).content == before


def test_where_no_name_is_there_those_that_can_be_read_are_better_than_none() -> None:
    index = Memory().after(_with("orders/checkout.yaml", "service: ["))
    assert "payments/capture" in index.names("service")
    assert "orders/checkout" not in index.names("service")


def test_a_mesh_with_errors_of_checks_is_named_in_full() -> None:
    renamed = SHOP.contents["payments/capture.yaml"].replace(b"orders/OrderPlaced", b"orders/OrderLost")
    index = Memory().after(CatalogueFiles({**SHOP.contents, "payments/capture.yaml": renamed}, SHOP.paths))
    assert index.names("service") == Memory().after(SHOP).names("service")


def test_where_no_catalogue_is_nothing_is_left() -> None:
    assert not Memory().after(CatalogueFiles({}, frozenset({"a.txt"}))).is_there()
