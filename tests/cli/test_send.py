"""`meshctl send`: what is told before any AWS is asked."""

from pathlib import Path

import pytest

from tests.support.catalogues import CAPTURE, CHECKOUT, write_catalogue
from tests.support.running import meshctl

TWO_VERSIONS = {
    "orders/checkout.yaml": CHECKOUT
    + "  OrderPlaced.v2: {schema: events/OrderPlaced.v1.json, description: A customer has paid more.}\n",
    "payments/capture.yaml": CAPTURE.replace("orders/OrderPlaced", "orders/OrderPlaced.v1"),
}
ORDER = ("--stage", "local", "--data", "{}")


def test_of_several_versions_none_is_sent_before_one_is_named(tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path, TWO_VERSIONS), "send", "orders/OrderPlaced", *ORDER)
    assert done.err.endswith(
        'error: "orders/OrderPlaced" may be any of orders/OrderPlaced.v1, orders/OrderPlaced.v2\n'
        "  = help: say which one: `meshctl send orders/OrderPlaced.v2 --stage ... --data ...`\n"
    )


@pytest.mark.parametrize("named", ["orders/OrderPlaced.v1", "orders/OrderPlaced.v2"])
def test_a_version_that_is_named_is_the_one_that_is_sent(tmp_path: Path, named: str) -> None:
    done = meshctl(write_catalogue(tmp_path, TWO_VERSIONS), "send", named, *ORDER)
    assert done.err.endswith("error: the embedded AWS is not running\n  = help: start it: meshctl local up\n")
