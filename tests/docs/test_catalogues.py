"""The catalogue files in the documents work: they are laid over the example, as a reader would do it, and checked.

A comment before a block says what it is: `file: PATH` is a whole file, `part: PATH` takes the place of the part that begins
with the same line, `finds: CHECK ...` claims the findings of what is there by then (and shows them), `sound` that there are none.
"""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.app.check.check_catalogue import check_catalogue
from meshctl.report.findings.text_and_json import findings_as_text
from tests.support.running import in_process

from .documents import DOCUMENTS, ROOT, Mark, marks, name_of

TODAY = date(2026, 11, 23)
MARKED = [document for document in DOCUMENTS if marks(document.read_text("utf-8"))]
COUNTS = re.compile(r"^The catalogue is sound: .+\n", re.M)


@pytest.mark.parametrize("document", MARKED, ids=name_of)
def test_the_catalogue_of_a_document_is_what_it_claims(document: Path, tmp_path: Path) -> None:
    followed(document.read_text("utf-8"), tmp_path / "shop")


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md"])
def test_a_document_counts_what_there_is_by_then(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text("utf-8")
    counts = list(COUNTS.finditer(text))
    assert counts
    shops = [followed(text[: count.start()], tmp_path / str(count.start())) for count in counts]
    assert [count[0] for count in counts] == [in_process("check", "--catalogue", str(shop)).out for shop in shops]


def test_what_documents_lead_to_is_claimed_at_their_end() -> None:
    claims = {name_of(document): marks(document.read_text("utf-8"))[-1] for document in MARKED}
    assert {name: claim.about or claim.kind for name, claim in claims.items()} == {
        "README.md": "sound",
        "docs/tutorial.md": "orphan-event",  # a warning
        "docs/how-to/schemas.md": "sound",
        "docs/how-to/settings.md": "sound",
        "docs/how-to/versions.md": "deprecated-event",
    }


def test_a_part_takes_the_place_of_what_begins_alike() -> None:
    assert with_part("a:\n  b: 1\n  c: 2\nd: 3\n", "  b: 7\n") == "a:\n  b: 7\n  c: 2\nd: 3\n"
    assert with_part("a:\n  b: 1\n\nd: 3\n", "a:\n  e: 7\n") == "a:\n  e: 7\nd: 3\n"


def followed(text: str, shop: Path) -> Path:
    """The example in the directory `shop`, as it is after the marks of this text."""
    shutil.copytree(ROOT / "examples" / "shop" / "catalogue", shop, ignore=shutil.ignore_patterns(".meshctl"))
    for mark in marks(text):
        follow(mark, shop)
    return shop


def follow(mark: Mark, shop: Path) -> None:
    if mark.kind == "file":
        (shop / mark.about).parent.mkdir(parents=True, exist_ok=True)
        (shop / mark.about).write_text(mark.text, "utf-8")
    elif mark.kind == "part":
        (shop / mark.about).write_text(with_part((shop / mark.about).read_text("utf-8"), mark.text), "utf-8")
    else:
        files = read_catalogue_files(shop)
        findings = check_catalogue(files, TODAY).findings
        assert sorted(finding.check for finding in findings) == sorted(mark.about.split())
        assert findings_as_text(findings, files.contents) in mark.text


def with_part(text: str, part: str) -> str:
    """`text` with `part` instead of the lines that begin with the key of its first line and are indented below it."""
    lines, key = text.splitlines(), part.splitlines()[0].split(":")[0] + ":"
    start = next(number for number, line in enumerate(lines) if line.startswith(key))
    depth = indent(lines[start])
    after = (
        number for number in range(start + 1, len(lines)) if lines[number].strip() and indent(lines[number]) <= depth
    )
    end = next(after, len(lines))
    return "\n".join([*lines[:start], *part.splitlines(), *lines[end:]]) + "\n"


def indent(line: str) -> int:
    return len(line) - len(line.lstrip())
