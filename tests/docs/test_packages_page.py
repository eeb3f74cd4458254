"""What docs/how-to/packages.md shows of a package is what `meshctl package --explain` says of it."""

import shutil
from pathlib import Path

import pytest

from tests.support.running import meshctl

from .documents import ROOT, blocks

pytestmark = pytest.mark.pip
TEXTS = [block for kind, block in blocks((ROOT / "docs/how-to/packages.md").read_text("utf-8")) if kind == "text"]


def test_the_page_shows_the_largest_that_is_in_a_package(tmp_path: Path) -> None:
    """On AWS its wheels are those of the function's platform, whichever machine asks. What is of this repository, the page leaves out."""
    (pins,) = (text for text in TEXTS if text.startswith("annotated-types=="))
    (sample,) = (text for text in TEXTS if "zipped" in text)
    shop = tmp_path / "catalogue"
    shutil.copytree(ROOT / "examples/shop/catalogue", shop, ignore=shutil.ignore_patterns(".meshctl"))
    (shop / "payments/lambdas/capture/requirements.txt").write_text(pins)
    said = meshctl(shop, "package", "--stage", "dev", "--explain", "payments/capture/capture")
    assert said.code == 0, said.err
    shown, rest = sample.split("  ...\n")
    assert (said.out[: len(shown)], rest) == (shown, "")
