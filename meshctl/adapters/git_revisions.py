"""The catalogue as it was: in another directory, or in a revision of its git repository. Changes nothing in either.

The one door to git. A revision comes from the command line and paths from the repository: neither is taken as an option,
and nothing that the repository is configured with is run.
"""

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

from meshctl.adapters.catalogue_files import READ_AT_MOST, read_catalogue_files
from meshctl.adapters.directory_walk import IGNORED_DIRECTORIES
from meshctl.adapters.programs.run_program import run_program
from meshctl.adapters.programs.variables import Purpose
from meshctl.catalogue.files import CatalogueFiles, is_code, is_ignore_file, is_read
from meshctl.errors import CatalogueUnreadable
from meshctl.packaging.archive import ExecutableContent
from meshctl.packaging.ignored import IGNORE_FILE, decides
from meshctl.packaging.sources import read_deciding

_COMMAND = (
    "git",
    "--no-replace-objects",
    "--no-optional-locks",
    "-c",
    "core.quotepath=off",
    "-c",
    "core.fsmonitor=false",
)
_FILE_MODES = ("100644", "100755", "100664")
_LINK_MODE, _EXECUTABLE_MODE = "120000", "100755"
_PACKAGED = (*_FILE_MODES, _LINK_MODE)
_TAGS = "refs/tags/"
MOST_TAGS = 100
"""Tags that are read for one comparison."""
GIT_TIMEOUT = 120
"""Seconds until git is given up on: it may wait for a network file system, never for a terminal or a network."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something in a tree of git's: its mode, the name of its object and its path below the catalogue."""

    mode: str
    object: str
    path: str


_WAYS_OUT = {
    "not a git repository": "the catalogue lies in no git repository: name a directory that holds it as it was, such as ../before",
    "dubious ownership": "somebody else owns the repository: git config --global --add safe.directory DIRECTORY lets git read it",
    "no upstream": "the branch follows none: name one, such as origin/main",
}
"""By what git says."""


class _GitRefuses(CatalogueUnreadable):
    """Git is there, and has no answer."""


def read_earlier(catalogue: Path, base: str) -> CatalogueFiles:
    """The catalogue in the directory `base`, or as it was in that revision. Raises `CatalogueUnreadable`."""
    if not base:
        raise CatalogueUnreadable(
            "the revision is empty", "name a git revision or a directory, such as main; is a variable not set?"
        )
    if (Path(base) / "mesh.yaml").is_file():
        return read_catalogue_files(Path(base))
    return _read_revision(catalogue, base)


def _read_revision(catalogue: Path, base: str) -> CatalogueFiles:
    revision = _revision(catalogue, base)
    entries = tuple(one for one in _entries(catalogue, revision) if not _is_hidden(one.path))
    if not any(one.path == "mesh.yaml" for one in entries):
        hint = "name a revision in which the catalogue was there already, or a directory that holds one"
        raise CatalogueUnreadable(f'there is no mesh.yaml at "{catalogue}" in the revision "{base}"', hint)
    return _files(catalogue, entries)


def tags(catalogue: Path, pattern: str) -> tuple[str, ...]:
    """The tags of the catalogue's repository whose names fit a pattern (`v*`), the latest first. Raises `CatalogueUnreadable`."""
    if not pattern:
        raise CatalogueUnreadable("the pattern of tags is empty", "say one, such as v*; is a variable not set?")
    told = _git_text(catalogue, "for-each-ref", "--sort=-creatordate", "--format=%(refname)", f"{_TAGS}{pattern}")
    found = tuple(line.removeprefix(_TAGS) for line in told.splitlines())
    if not found:
        raise CatalogueUnreadable(
            f'no tag fits "{pattern}"', "a shallow clone has to fetch them first: git fetch --tags"
        )
    if len(found) > MOST_TAGS:
        hint = f"say a pattern that at most {MOST_TAGS} fit"
        raise CatalogueUnreadable(f'{len(found)} tags fit "{pattern}", and each is read in full', hint)
    return found


def read_tag(catalogue: Path, tag: str) -> CatalogueFiles:
    """The catalogue as it was at a tag. Raises `CatalogueUnreadable`."""
    return _read_revision(catalogue, f"{_TAGS}{tag}")


def earlier_names(catalogue: Path, base: str, sources: Collection[str]) -> Mapping[str, str]:
    """What git calls the content of each file that went into a package of these source directories, and whether it may be executed, by
    its path.

    The same for the same bytes; links are followed as packaging does. Raises `CatalogueUnreadable`, and `PackagingFailed` where
    `base` is a directory.
    """
    if (Path(base) / "mesh.yaml").is_file():
        return names_below(Path(base), sources)
    entries = {one.path: one for one in _entries(catalogue, _revision(catalogue, base))}
    links = [one for one in entries.values() if one.mode == _LINK_MODE]
    targets = dict(zip((one.path for one in links), _targets(catalogue, links), strict=True))
    places = {posixpath.normpath(one) for one in sources}
    found = {path: entries.get(_end(path, targets), one) for path, one in entries.items() if _is_packaged(path, places)}
    return {
        path: _told(one.object, one.mode == _EXECUTABLE_MODE) for path, one in found.items() if one.mode in _PACKAGED
    }


def names_below(catalogue: Path, sources: Collection[str]) -> Mapping[str, str]:
    """The same of the files that lie in the catalogue now. Raises `OSError` and `PackagingFailed`."""
    return {
        posixpath.join(posixpath.normpath(source), path): _told(_name(content), isinstance(content, ExecutableContent))
        for source in sources
        for path, content in read_deciding(catalogue / source).items()
    }


def _is_packaged(path: str, sources: Collection[str]) -> bool:
    """Whether it goes into the package of any of these directories."""
    cuts = (at for at, character in enumerate(path) if character == "/")
    return any(path[:at] in sources and decides(path[at + 1 :]) for at in cuts)


def _targets(catalogue: Path, links: list[_Entry]) -> Iterator[str]:
    """Where each link leads, as a path below the catalogue."""
    for link, text in zip(links, _contents(catalogue, links), strict=True):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(link.path), text.decode("utf-8", "surrogateescape")))


def _end(path: str, targets: Mapping[str, str]) -> str:
    """Where a link leads in the end; anywhere on the way where links lead in a circle."""
    seen = set[str]()
    while path in targets and path not in seen:
        seen.add(path)
        path = targets[path]
    return path


def _told(name: str, is_executable: bool) -> str:
    """In a package, what may be executed is another thing than the same bytes that may not."""
    return f"{name} executable" if is_executable else name


def _name(content: bytes) -> str:
    """Git's name of a blob (SHA-1: a repository with SHA-256 has other names, and everything counts as changed)."""
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _revision(catalogue: Path, base: str) -> str:
    try:
        return _git_text(
            catalogue, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}"
        ).strip()
    except _GitRefuses as error:
        message = f'"{base}" is neither a directory with a mesh.yaml nor a revision of the catalogue\'s git repository'
        raise CatalogueUnreadable(message, _way_out(error.hint)) from error


def _way_out(said: str) -> str:
    """By git's own words, which know no catalogue."""
    known = (way_out for sign, way_out in _WAYS_OUT.items() if sign in said)
    name_one = "name one, such as main or ../before; a shallow clone has to fetch it first"
    return next(known, f"{name_one} (git says: {said})" if said else name_one)


def _entries(catalogue: Path, revision: str) -> Iterator[_Entry]:
    """Everything below the catalogue's directory, directories included; git names paths as they are seen from there."""
    for line in _git_text(catalogue, "ls-tree", "-r", "-t", "-z", revision).split("\0"):
        if line:
            facts, _, path = line.partition("\t")
            mode, _, name = facts.split()
            yield _Entry(mode, name, path)


def _files(catalogue: Path, entries: tuple[_Entry, ...]) -> CatalogueFiles:
    wanted = [one for one in entries if is_read(one.path)]
    code = {one.path for one in entries if is_code(one.path) and one.mode in _FILE_MODES}
    plain = [one for one in entries if one.path in code or (_is_content(one.path) and one.mode in _FILE_MODES)]
    unreadable = {one.path: _what_it_is(one.mode) for one in wanted if one.mode not in _FILE_MODES}
    read = dict(zip((one.path for one in plain), _contents(catalogue, plain), strict=True))
    contents = {path: content for path, content in read.items() if path not in code}
    return CatalogueFiles(
        contents, frozenset(one.path for one in entries), unreadable, {path: read[path] for path in code}
    )


def _is_content(path: str) -> bool:
    return is_read(path) or is_ignore_file(path)


def _what_it_is(mode: str) -> str:
    """What git keeps that is no file, in the words for one on disk; another repository within this one is a directory."""
    return "it is a symbolic link" if mode == _LINK_MODE else "it is a directory"


def _contents(catalogue: Path, entries: list[_Entry]) -> Iterator[bytes]:
    """The first bytes of each file, as many as are read of one on disk; git answers in the order of the questions."""
    if not entries:
        return
    answer = _git(catalogue, ("cat-file", "--batch"), "".join(f"{one.object}\n" for one in entries).encode())
    start = 0
    for _ in entries:
        end = answer.index(b"\n", start)
        size = int(answer[start:end].rsplit(b" ", 1)[1])
        yield answer[end + 1 : end + 1 + min(size, READ_AT_MOST)]
        start = end + size + 2


def _is_hidden(path: str) -> bool:
    parts = path.split("/")
    return any((part[:1] == "." and part != IGNORE_FILE) or part in IGNORED_DIRECTORIES for part in parts)


def _git_text(catalogue: Path, *arguments: str) -> str:
    return _git(catalogue, arguments, b"").decode("utf-8", "surrogateescape")


def _git(catalogue: Path, arguments: tuple[str, ...], question: bytes) -> bytes:
    done = run_program(
        [*_COMMAND, "-C", str(catalogue), *arguments],
        Purpose.GIT,
        question=question,
        more={"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
        seconds=GIT_TIMEOUT,
        missing="install git, or name a directory as --base",
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        message = (
            f"git cannot read the catalogue as it was: `git {arguments[0]}` ended with exit code {done.returncode}"
        )
        raise _GitRefuses(message, said[0] if said else "")
    return done.stdout
