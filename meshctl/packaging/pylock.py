"""The pins of a pylock.toml, the lock file of PEP 751, whoever wrote it. Pure.

Of each package its version, its marker and the hashes of its wheels count; where it lies does not: registries are the operator's choice.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from meshctl.errors import PackagingFailed
from meshctl.packaging.requirements import Pin, canonical

_USER = re.compile(r"://[^\s/\"]*@")
_ANEW = "write it anew: `meshctl lock`, or what has written it"
_ELSEWHERE = ("vcs", "directory", "archive")
TOOL = "meshctl"


def read_pylock(text: str) -> tuple[Pin, ...]:
    """The pins, sorted. Raises `PackagingFailed` for what is no lock, or does not come from a registry as a wheel."""
    packages = _read(text).get("packages", [])
    if not isinstance(packages, list) or not all(isinstance(one, dict) for one in packages):
        raise PackagingFailed("pylock.toml is no lock file", _ANEW)
    return tuple(sorted(_pins(packages)))


def made_of(text: str) -> str:
    """The digest of what was wanted when `meshctl lock` wrote the file; nothing where something else wrote it."""
    return str(_read(text).get("tool", {}).get(TOOL, {}).get("requirements", ""))


def marked(text: str, digest: str) -> str:
    """A lock that says what it was made of, and not as whom a registry was asked."""
    return f'{_USER.sub("://", text).rstrip()}\n\n[tool.{TOOL}]\nrequirements = "{digest}"\n'


def _read(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackagingFailed("pylock.toml is not valid TOML", _ANEW) from error


def _pins(packages: list[dict[str, Any]]) -> Iterator[Pin]:
    for one in packages:
        name = canonical(str(one.get("name", "")))
        if any(kind in one for kind in _ELSEWHERE) or not one.get("version"):
            raise PackagingFailed(
                f"pylock.toml does not take {name} from a registry", "name a version that a registry has"
            )
        if not one.get("wheels"):
            raise PackagingFailed(
                f"pylock.toml knows no wheel of {name}", "choose a version that has one: nothing is built"
            )
        hashes = {wheel.get("hashes", {}).get("sha256") for wheel in one["wheels"]} - {None}
        yield Pin(name, str(one["version"]), (), tuple(sorted(hashes)), str(one.get("marker", "")))
