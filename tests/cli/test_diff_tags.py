"""`meshctl diff --tags` looks at the schemas of earlier releases, where the mode is a transitive one."""

import subprocess
from pathlib import Path

import pytest

from tests.support.catalogues import write_catalogue
from tests.support.running import in_process, is_a_sentence, meshctl

SCHEMA = "orders/events/OrderPlaced.v1.json"
NUMBER = '{"type": "object", "properties": {"total": {"type": "number"}}}\n'
TEXT = NUMBER.replace("number", "string")
OTHER = '{"type": "object", "properties": {"note": {"type": "string"}}}\n'


def git(catalogue: Path, *arguments: str) -> None:
    own = ("-c", "user.name=a", "-c", "user.email=a@shop.example", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *own, "-C", str(catalogue), *arguments], check=True, capture_output=True)


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A number now, none in the base, and a text at the tag v1; the tag v0 has no catalogue."""
    git(tmp_path, "init")
    git(tmp_path, "commit", "--allow-empty", "--message", "x")
    git(tmp_path, "tag", "v0")
    for schema, tag in ((TEXT, "v1"), (OTHER, "v2")):
        write_catalogue(tmp_path, {SCHEMA: schema})
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--message", "x")
        git(tmp_path, "tag", tag)
    (tmp_path / SCHEMA).write_text(NUMBER)
    return tmp_path


def arguments(catalogue: Path, mode: str, *more: str) -> list[str]:
    return ["diff", "--catalogue", str(catalogue), "--base", "v2", "--compatibility", mode, *more]


def test_a_break_with_an_earlier_release_is_told_with_its_tag(catalogue: Path) -> None:
    done = in_process(*arguments(catalogue, "forward-transitive", "--tags", "v*"))
    assert done.code == 1
    assert '\nbreak: orders/OrderPlaced.v1: "total" was string and is number (compared with v1)\n' in done.out
    assert "warning: the tag v0 does not count: there is no mesh.yaml" in done.err


@pytest.mark.parametrize(
    ("mode", "more"), [("forward-transitive", ("--tags", "v2")), ("forward-transitive", ()), ("forward", ())]
)
def test_without_its_tag_it_is_not(catalogue: Path, mode: str, more: tuple[str, ...]) -> None:
    assert "compared with" not in in_process(*arguments(catalogue, mode, *more)).out


@pytest.mark.parametrize(("mode", "pattern", "code"), [("full-transitive", "w*", 1), ("full", "v*", 2)])
def test_tags_that_cannot_count_are_refused(catalogue: Path, mode: str, pattern: str, code: int) -> None:
    done = meshctl(catalogue, *arguments(catalogue, mode, "--tags", pattern))
    assert (done.code, done.out) == (code, "")
    assert code == 2 or is_a_sentence(done)
