"""CHANGELOG.md has the form of Keep a Changelog, and tells of the version that meshctl says it is."""

import re
from datetime import date
from itertools import pairwise

import pytest
from packaging.version import Version

from meshctl import __version__

from .documents import ROOT

CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
RELEASE = re.compile(r"## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})")


def faults(changelog: str) -> list[str]:
    """What is wrong with the form of a changelog."""
    headings = re.findall(r"^## .*$", changelog, re.M)
    releases = [RELEASE.fullmatch(heading) for heading in headings[1:]]
    found = [heading for heading, release in zip(headings[1:], releases, strict=True) if release is None]
    found += [kind for kind in re.findall(r"^### (.*)$", changelog, re.M) if kind not in KINDS]
    if headings[:1] != ["## [Unreleased]"]:
        found.append("Unreleased does not come first")
    if not _newest_first([(Version(one[1]), date.fromisoformat(one[2])) for one in releases if one]):
        found.append("not the newest first")
    return found


def _newest_first(releases: list[tuple[Version, date]]) -> bool:
    return all(later[0] > earlier[0] and later[1] >= earlier[1] for later, earlier in pairwise(releases))


def told_truly(changelog: str, version: Version) -> bool:
    """Whether the version is the newest release with nothing changed since, or one in development behind it."""
    newest = RELEASE.search(changelog)
    unreleased = changelog.partition("## [Unreleased]")[2].partition("\n## ")[0].strip()
    assert newest
    return version > Version(newest[1]) if version.is_devrelease else version == Version(newest[1]) and not unreleased


def test_the_changelog_keeps_its_form() -> None:
    assert faults(CHANGELOG) == []


def test_the_changelog_tells_of_this_version() -> None:
    assert told_truly(CHANGELOG, Version(__version__))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("## [Unreleased]\n", ""),
        ("## [Unreleased]", "## Unreleased"),
        ("### Added", "### New"),
        ("## [0.1.0] - 2026-11-23", "## [0.1.0]"),
        ("## [0.1.0] - 2026-11-23", "## 0.1.0 - 2026-11-23"),
        ("## [0.1.0] - 2026-11-23", "## [0.1.0] - 2026-11-23\n\n## [0.2.0] - 2026-11-24"),
    ],
)
def test_another_form_is_found(right: str, wrong: str) -> None:
    assert faults(CHANGELOG.replace(right, wrong, 1))


def test_a_release_with_unreleased_changes_is_found() -> None:
    changelog = "## [Unreleased]\n\n- More.\n\n## [0.1.0] - 2026-11-23\n"
    assert not told_truly(changelog, Version("0.1.0"))
    assert told_truly(changelog.replace("- More.\n", ""), Version("0.1.0"))


@pytest.mark.parametrize("version", ["0.1.0.dev0", "0.2.0"])
def test_a_version_without_its_entry_is_found(version: str) -> None:
    assert not told_truly("## [Unreleased]\n\n## [0.1.0] - 2026-11-23\n", Version(version))
