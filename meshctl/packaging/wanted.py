"""What a function asks for before it is pinned: ranges, markers, other files by `-r` and `-c`. Pure: is handed the files' texts.

Options, URLs and paths are refused, as among pins: where code comes from is the operator's choice, made in the settings of the registries.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from meshctl.errors import PackagingFailed
from meshctl.packaging.ignored import PYPROJECT
from meshctl.packaging.locks.requirement_lines import FileLine, ReadText, requirement_lines
from meshctl.packaging.targets import GLIBC_OF_RUNTIME, NEWEST_PATCH
from meshctl.packaging.toml_text import read_toml

_OPTION = "leave the option out: where packages come from, your own settings of pip or uv say (`pip-compile --no-emit-options` writes none)"
_HASHES = re.compile(r" +--hash=\w+:\w+")
PYTHONS = tuple(runtime.removeprefix("python") for runtime in GLIBC_OF_RUNTIME)
"""That functions run on, the oldest first. A lock is for all of them, unless a project is for newer ones alone."""


@dataclass(frozen=True, slots=True)
class WantedPackages:
    """Requirements and constraints as PEP 508 has them, each once and sorted, for Python `oldest` and newer ones."""

    requirements: tuple[str, ...]
    constraints: tuple[str, ...] = ()
    oldest: str = PYTHONS[0]

    @property
    def digest(self) -> str:
        """What a lock says that it was made of."""
        newer = () if self.oldest == PYTHONS[0] else ("", self.oldest)
        return sha256("\n".join((*self.requirements, "", *self.constraints, *newer)).encode()).hexdigest()


def wanted_by_file(path: str, read: ReadText) -> WantedPackages:
    """What a file of requirements asks for, with all files that it names, and the project where it names that one.

    Raises `PackagingFailed` for what is none.
    """
    found = {False: set[str](), True: set[str]()}
    oldest = PYTHONS[0]
    for line in requirement_lines(path, read):
        if line.is_itself:
            project = wanted_by_project(_project_of(line, read))
            found[False] |= {*project.requirements}
            oldest = project.oldest
        else:
            found[line.constrains].add(_requirement(_HASHES.sub("", line.said), line.place))
    return WantedPackages(tuple(sorted(found[False])), tuple(sorted(found[True])), oldest)


def _project_of(line: FileLine, read: ReadText) -> str:
    if project := read(PYPROJECT):
        return project
    raise PackagingFailed(
        f"{line.place} names a project, and no {PYPROJECT} lies beside it", "write one, or name what the function needs"
    )


def wanted_by_project(text: str) -> WantedPackages:
    """What a pyproject.toml names as its dependencies. Raises `PackagingFailed` for what is none."""
    read = read_toml("pyproject.toml", text, "correct it")
    project = read.get("project", {})
    dependencies = project.get("dependencies", []) if isinstance(project, dict) else None
    if not isinstance(dependencies, list) or not all(isinstance(one, str) for one in dependencies):
        raise PackagingFailed("pyproject.toml has a [project] that is none", "correct it as PEP 621 has it")
    if _are_elsewhere(project, read.get("tool")):
        raise PackagingFailed(
            "pyproject.toml does not name its dependencies in `project.dependencies`",
            "name them there, or pin them in a requirements.txt: `poetry export` writes one",
        )
    return WantedPackages(tuple(sorted(_of_project(dependencies))), oldest=_oldest(project.get("requires-python", "")))


def _oldest(requires_python: object) -> str:
    """The first Python of Lambda that a project is for; without one, what is chosen is for none of its functions anyway."""
    try:
        return next(one for one in PYTHONS if allows(str(requires_python), one))
    except StopIteration:
        return PYTHONS[0]
    except InvalidSpecifier as error:
        raise PackagingFailed("pyproject.toml has a requires-python that is none", "write it as `>=3.12`") from error


def allows(requires_python: str, python: str) -> bool:
    """Whether any patch release of a Python will do: which one Lambda has is not known. Raises `InvalidSpecifier`."""
    allowed = SpecifierSet(requires_python)
    return any(allowed.contains(f"{python}.{patch}") for patch in range(NEWEST_PATCH + 1))


def _are_elsewhere(project: Mapping[str, Any], tools: object) -> bool:
    """Whether a build program is to find them, or they stand as Poetry had them before PEP 621."""
    dynamic = project.get("dynamic", ())
    poetry = tools.get("poetry") if isinstance(tools, dict) else None
    older = poetry.get("dependencies") if isinstance(poetry, dict) and "dependencies" not in project else None
    return (isinstance(dynamic, list) and "dependencies" in dynamic) or bool(
        isinstance(older, dict) and older.keys() - {"python"}
    )


def _of_project(dependencies: list[str]) -> Iterator[str]:
    for number, one in enumerate(dependencies, 1):
        yield _requirement(one, f"dependency {number} of pyproject.toml")


def _is_option(line: str) -> bool:
    """One of pip's that is about all requirements, and not `-e`, which is one."""
    return line.startswith("-") and not line.startswith(("-e", "--editable"))


def _requirement(line: str, place: str) -> str:
    try:
        requirement = Requirement(line)
    except (InvalidRequirement, RecursionError) as error:
        way_out = "write name, name>=version or -r FILE: options, URLs and paths are not accepted"
        if _is_option(line):
            raise PackagingFailed(f"{place} is an option and no requirement", _OPTION) from error
        raise PackagingFailed(f"{place} is no requirement", way_out) from error
    if requirement.url:
        raise PackagingFailed(f"{place} names a place instead of a version", "name a version that a registry has")
    return str(requirement)
