"""What docs/how-to/codegen.md shows is what `meshctl codegen` says and writes for the shop."""

import os
import shutil
from pathlib import Path

import pytest

from meshctl.adapters.codegen.environment import GENERATOR
from tests.support.running import meshctl

from .documents import ROOT, blocks

pytestmark = pytest.mark.pip
TEXTS = [block for kind, block in blocks((ROOT / "docs/how-to/codegen.md").read_text("utf-8")) if kind == "text"]


def test_the_page_shows_what_is_written(tmp_path: Path) -> None:
    GENERATOR.built(os.environ)
    shop = tmp_path / "catalogue"
    shutil.copytree(ROOT / "examples/shop/catalogue", shop, ignore=shutil.ignore_patterns(".meshctl"))
    service = ("codegen", "--service", "payments/capture")
    assert meshctl(shop, *service).out == TEXTS[0]
    meshctl(shop, *service, "--language", "typescript", "--out", "types")
    assert TEXTS[1] in (shop / "types/mesh_events.ts").read_text("utf-8")
