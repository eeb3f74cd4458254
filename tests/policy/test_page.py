"""docs/how-to/policies.md shows what really comes out."""

import re
import shutil
from pathlib import Path

import pytest

from tests.docs.documents import ROOT, blocks
from tests.support.policies import judge
from tests.support.shop import SHOP

PAGE = (ROOT / "docs" / "how-to" / "policies.md").read_text("utf-8")


@pytest.mark.policy
def test_the_page_shows_how_a_queue_policy_is_refused_and_what_to_do_instead(tmp_path: Path) -> None:
    hcl = next(text for kind, text in blocks(PAGE) if kind == "terraform")
    shown = next(text for kind, text in blocks(PAGE) if kind == "console")
    shutil.copytree(SHOP, tmp_path / "catalogue", ignore=shutil.ignore_patterns(".meshctl"))
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "main.tf").write_text(hcl)

    command, _, output = shown.partition("\n")
    done = judge(tmp_path, *re.findall(r"\S+", command.removeprefix("$ meshctl policy")))

    assert (done.code, done.out) == (1, output)
