"""The rendered inputs of examples/shop, reviewed by people.

After a wanted change: `make golden`, then read the difference in git.
"""

import os
from pathlib import Path

import pytest

from tests.support.rendered import render_shop

GOLDEN = Path(__file__).parent / "shop"
BUNDLES = {stage: render_shop(stage).bundle for stage in ("dev", "local")}
RENDERED = {
    f"{stage}/{path}": content
    for stage, bundle in BUNDLES.items()
    for path, content in bundle.files.items()
    if path.endswith((".tfvars.json", "backend.tf.json"))
}


@pytest.fixture(scope="module", autouse=True)
def _updated() -> None:
    if os.environ.get("MESHCTL_UPDATE_GOLDEN"):
        for path, content in RENDERED.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(content)


@pytest.mark.parametrize("path", sorted(RENDERED))
def test_what_is_rendered_is_what_was_reviewed(path: str) -> None:
    assert RENDERED[path].decode() == (GOLDEN / path).read_text("utf-8")


def test_nothing_that_was_reviewed_is_missing() -> None:
    reviewed = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.json")}
    assert reviewed == set(RENDERED)


def test_the_same_catalogue_has_the_same_digest() -> None:
    assert render_shop("dev").bundle.digest == BUNDLES["dev"].digest


def test_a_bundle_holds_all_that_terraform_needs() -> None:
    files = set(BUNDLES["dev"].files)
    assert {"manifest.json", "modules/route/main.tf", "stacks/hub/main.tf", "stacks/routes/backend.tf.json"} <= files
