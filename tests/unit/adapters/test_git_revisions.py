"""The catalogue of a revision is what it was on disk then."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.adapters.git_revisions import MOST_TAGS, earlier_names, names_below, read_earlier, read_tag, tags
from meshctl.errors import CatalogueUnreadable, ProgramFailed
from meshctl.packaging.sources import read_sources
from tests.support.catalogues import ORDERS, write_catalogue


def git(directory: Path, *arguments: str, more: Mapping[str, str] | None = None) -> None:
    own = ("-c", "user.name=a", "-c", "user.email=a@shop.example", "-c", "init.defaultBranch=main")
    subprocess.run(
        ["git", *own, "-C", str(directory), *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, **(more or {})},
    )


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A catalogue in a directory of a repository, committed as it is."""
    git(tmp_path, "init")
    directory = write_catalogue(tmp_path / "the catalogue")
    commit(directory)
    return directory


def commit(directory: Path) -> None:
    git(directory, "add", "--all", ".")
    git(directory, "commit", "--message", "x")


def test_a_revision_has_the_files_that_were_on_disk(catalogue: Path) -> None:
    assert read_earlier(catalogue, "HEAD") == read_catalogue_files(catalogue)


def test_what_has_changed_since_is_as_it_was(catalogue: Path) -> None:
    before = read_catalogue_files(catalogue)
    (catalogue / "orders" / "system.yaml").write_text(ORDERS + "description: Orders.\n")
    (catalogue / "payments" / "capture.yaml").unlink()
    commit(catalogue)
    assert read_earlier(catalogue, "HEAD~1") == before
    assert read_earlier(catalogue, "HEAD") == read_catalogue_files(catalogue) != before


def test_links_directories_hidden_files_and_odd_names_are_the_same_in_both(catalogue: Path) -> None:
    (catalogue / "orders" / "linked.yaml").symlink_to("system.yaml")
    (catalogue / "orders" / "directory.yaml").mkdir()
    (catalogue / "orders" / "directory.yaml" / "x").write_text("x")
    (catalogue / "orders" / ".hidden.yaml").write_text("x")
    (catalogue / "orders" / "näme\n.yaml").write_text("x")
    (catalogue / "orders" / "large.yaml").write_bytes(b"x" * 1_200_000)
    commit(catalogue)
    assert read_earlier(catalogue, "HEAD") == read_catalogue_files(catalogue)


FILES = [
    *("a.py", "a.pyc", "requirements.txt", ".env", ".real/a.py", "node_modules/x/a.js", "__pycache__/a.py", "in/a.py"),
    *("in/.env", "in/requirements.txt", "in/node_modules/a.js"),
]
SOURCES = ("./payments/lambdas/charge",)


@given(
    st.lists(st.sampled_from(FILES)),
    st.lists(st.tuples(st.sampled_from(["b.py", "in/b", ".c"]), st.sampled_from(FILES))),
)
@settings(max_examples=10, deadline=None)
def test_a_revision_has_the_names_of_what_was_packaged(files: list[str], links: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as place:
        git(Path(place), "init")
        catalogue = write_catalogue(Path(place))
        charge = catalogue / SOURCES[0]
        for file in {*files, *(target for _, target in links)}:
            (charge / file).parent.mkdir(parents=True, exist_ok=True)
            (charge / file).write_text(file)
        for link, target in dict(links).items():
            (charge / link).parent.mkdir(exist_ok=True)
            (charge / link).symlink_to(os.path.relpath(charge / target, (charge / link).parent))
        git(catalogue, "add", "--all", "--force", ".")
        git(catalogue, "commit", "--message", "x")
        names = earlier_names(catalogue, "HEAD", SOURCES)
        assert names == names_below(catalogue, SOURCES)
        pinned = {"requirements.txt"} if (charge / "requirements.txt").exists() else set[str]()
        assert names.keys() == {f"payments/lambdas/charge/{one}" for one in {*read_sources(charge), *pinned}}


def test_what_a_link_leads_to_counts_and_not_the_link(catalogue: Path) -> None:
    charge = catalogue / SOURCES[0]
    (charge / ".real").write_text("one")
    (charge / "link").symlink_to("handler.py")
    (charge / "a.py").symlink_to(".real")
    commit(catalogue)
    (charge / ".real").write_text("two")
    (charge / "link").unlink()
    (charge / "link").write_bytes((charge / "handler.py").read_bytes())
    before, now = earlier_names(catalogue, "HEAD", SOURCES), names_below(catalogue, SOURCES)
    assert {path for path in now if now[path] != before[path]} == {"payments/lambdas/charge/a.py"}


def test_links_that_lead_nowhere_or_round_were_never_packaged_and_stop_nobody(catalogue: Path) -> None:
    charge = catalogue / SOURCES[0]
    for link, target in {"a": "b", "b": "a", "c": "nowhere", "d": "../../..", "e": "/etc/passwd"}.items():
        (charge / link).symlink_to(target)
    commit(catalogue)
    assert len(earlier_names(catalogue, "HEAD", SOURCES)) >= 5


def test_a_directory_is_read_as_it_is(catalogue: Path, tmp_path: Path) -> None:
    other = write_catalogue(tmp_path / "before", {"orders/checkout.yaml": None})
    assert read_earlier(catalogue, str(other)) == read_catalogue_files(other)


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "-", "HEAD~9", "HEAD:the catalogue"])
def test_what_is_no_revision_is_refused_in_a_sentence(catalogue: Path, name: str) -> None:
    with pytest.raises(CatalogueUnreadable, match=r"neither a directory with a mesh\.yaml nor a revision"):
        read_earlier(catalogue, name)
    assert not (catalogue / "x").exists()


def test_a_branch_that_follows_none_is_told_so(catalogue: Path) -> None:
    with pytest.raises(CatalogueUnreadable) as told:
        read_earlier(catalogue, "@{upstream}")
    assert told.value.hint == "the branch follows none: name one, such as origin/main"


def test_without_git_it_is_git_that_is_asked_for(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ProgramFailed, match="there is no git on the PATH"):
        read_earlier(catalogue, "HEAD")


def test_an_empty_base_is_nothing_to_compare_with(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(catalogue)
    with pytest.raises(CatalogueUnreadable, match="the revision is empty"):
        read_earlier(catalogue, "")


def test_a_revision_without_the_catalogue_is_told(catalogue: Path, tmp_path: Path) -> None:
    later = write_catalogue(tmp_path / "later")
    with pytest.raises(CatalogueUnreadable, match=r"there is no mesh\.yaml"):
        read_earlier(later, "HEAD")


def test_without_a_repository_there_are_no_revisions(tmp_path: Path) -> None:
    with pytest.raises(CatalogueUnreadable) as raised:
        read_earlier(write_catalogue(tmp_path), "HEAD")
    assert raised.value.hint.startswith("the catalogue lies in no git repository: name a directory")


def test_without_git_a_directory_is_the_way(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ProgramFailed) as raised:
        read_earlier(catalogue, "HEAD")
    assert "name a directory" in raised.value.hint


@pytest.mark.parametrize(
    "variable", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"]
)
def test_a_repository_that_a_hook_names_is_not_asked_instead(
    catalogue: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "/nowhere")
    assert read_earlier(catalogue, "HEAD") == read_catalogue_files(catalogue)


def test_tags_are_found_by_a_pattern_the_latest_first(catalogue: Path) -> None:
    for day, name in enumerate(("v1", "v10", "w1", "v2"), start=1):
        at = {"GIT_COMMITTER_DATE": f"2026-11-0{day}T00:00:00Z"}
        git(catalogue, "tag", "--annotate", "--message", "x", name, more=at)
    assert tags(catalogue, "v*") == ("v2", "v10", "v1")
    assert read_tag(catalogue, "v10") == read_catalogue_files(catalogue)


@pytest.mark.parametrize("pattern", ["x*", "--all", "../heads/main", ""])
def test_where_no_tag_fits_it_is_said(catalogue: Path, pattern: str) -> None:
    with pytest.raises(CatalogueUnreadable):
        tags(catalogue, pattern)


def test_a_branch_of_the_same_name_is_not_taken_for_the_tag(catalogue: Path) -> None:
    before = read_catalogue_files(catalogue)
    git(catalogue, "tag", "v1")
    (catalogue / "payments" / "capture.yaml").unlink()
    commit(catalogue)
    git(catalogue, "branch", "v1")
    assert read_tag(catalogue, "v1") == before


def test_no_more_tags_are_read_than_a_comparison_bears(catalogue: Path) -> None:
    for number in range(MOST_TAGS + 1):
        git(catalogue, "tag", f"v{number}")
    with pytest.raises(CatalogueUnreadable):
        tags(catalogue, "v*")
