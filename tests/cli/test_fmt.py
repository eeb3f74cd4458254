"""`meshctl fmt` puts the files of a catalogue into form; `--check` only says which are not."""

from pathlib import Path

import pytest

from tests.support.catalogues import CHECKOUT, ORDERS, write_catalogue
from tests.support.running import check, meshctl

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/catalogue"))
UNTIDY = "publishes:\n    OrderPlaced: {schema: events/OrderPlaced.v1.json, version: 1} # kept\nservice: checkout\n"
TIDY = "service: checkout\n\npublishes:\n  OrderPlaced: {version: 1, schema: events/OrderPlaced.v1.json}   # kept\n"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.parent.name)
def test_an_example_is_sound_and_in_form(example: Path) -> None:
    assert meshctl(example, "check", "--strict").code == 0
    done = meshctl(example, "fmt", "--check")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_an_untidy_file_is_put_into_form_once(tmp_path: Path) -> None:
    write_catalogue(tmp_path, {"orders/checkout.yaml": UNTIDY})
    done = meshctl(tmp_path, "fmt")
    assert (done.code, done.out) == (0, "changed  orders/checkout.yaml  +2 -1\n")
    assert (tmp_path / "orders" / "checkout.yaml").read_text() == TIDY
    assert meshctl(tmp_path, "fmt", "--check").code == 0
    assert check(tmp_path).code == 0


def test_check_changes_nothing(tmp_path: Path) -> None:
    write_catalogue(tmp_path, {"orders/checkout.yaml": UNTIDY})
    done = meshctl(tmp_path, "fmt", "--check")
    assert (done.code, done.out) == (1, "differs  orders/checkout.yaml  +2 -1\n")
    assert (tmp_path / "orders" / "checkout.yaml").read_text() == UNTIDY


def test_a_file_that_cannot_be_read_is_left_alone_and_the_others_are_not(tmp_path: Path) -> None:
    write_catalogue(tmp_path, {"orders/checkout.yaml": UNTIDY, "orders/system.yaml": ORDERS + "system: [\n"})
    done = meshctl(tmp_path, "fmt")
    assert (done.code, done.out) == (1, "changed  orders/checkout.yaml  +2 -1\n")
    assert 'error: "orders/system.yaml" cannot be read' in done.err
    assert (tmp_path / "orders" / "system.yaml").read_text() == ORDERS + "system: [\n"


def test_a_file_in_form_is_not_touched(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path, {"orders/checkout.yaml": CHECKOUT}) / "orders" / "checkout.yaml"
    meshctl(tmp_path, "fmt")
    before = path.stat()
    meshctl(tmp_path, "fmt")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_new_writes_is_in_form(tmp_path: Path) -> None:
    for command in (["mesh", "shop"], ["system", "orders"], ["service", "orders/checkout", "--publishes", "OrderPlaced"],
                    ["service", "orders/audit", "--subscribes", "orders/OrderPlaced"],
                    ["event", "orders/OrderShipped", "--service", "checkout"]):  # fmt: skip
        assert meshctl(tmp_path, "new", *command).code == 0
    assert meshctl(tmp_path, "fmt", "--check").out == ""
