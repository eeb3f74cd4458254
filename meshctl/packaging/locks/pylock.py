"""The pins of a pylock.toml, the lock file of PEP 751, whoever wrote it. Pure.

Of each package its version, its marker and the hashes of its wheels count; where it lies does not: registries are the operator's choice.
"""

import re
from collections.abc import Mapping
from typing import Any

from meshctl.errors import PackagingFailed
from meshctl.packaging.needs import holds_on, refuse_unsupported
from meshctl.packaging.requirements import Pin, canonical, is_pin
from meshctl.packaging.targets import PackageTarget
from meshctl.packaging.toml_text import read_toml

_KNOWN = re.compile(r"1\.[0-9]+")
"""Versions of the format: what a later minor one adds may be left out. Source: PEP 751, `lock-version`."""
_SHA256 = re.compile(r"([0-9a-f]{64})?")
_USER = re.compile(r"://[^\s/\"]*@")
_ASKED_FOR = re.compile(r"(://[^\s\"?]*)\?[^\s\"]*")
"""Behind an address: signatures and tokens of whoever has asked."""
_ANEW = "write it anew: `meshctl lock`, or what has written it"
_ELSEWHERE = ("vcs", "directory", "archive")
TOOL = "meshctl"


def read_pylock(text: str, target: PackageTarget | None = None) -> tuple[Pin, ...]:
    """The pins, sorted. Raises `PackagingFailed` for what is no lock, does not come from a registry as a wheel, or is not for the target."""
    said = read_toml("pylock.toml", text, _ANEW)
    if not _KNOWN.fullmatch(_text({"lock-version": "1.0", **said}, "lock-version")):
        raise PackagingFailed("pylock.toml is of a version of its format that nobody here knows", _ANEW)
    if target:
        refuse_unsupported("pylock.toml", said.get("requires-python", ""), said.get("environments", []), target)
    packages = [one for one in _tables(said.get("packages", [])) if not _is_itself(one) and _is_for(one, target)]
    return tuple(sorted(_pin(package, target) for package in packages))


def made_of(text: str) -> str:
    """The digest of what was wanted when `meshctl lock` wrote the file; nothing where something else wrote it."""
    said: Any = read_toml("pylock.toml", text, _ANEW)
    for name in ("tool", TOOL, "requirements"):
        said = said.get(name) if isinstance(said, dict) else None
    return said if isinstance(said, str) else ""


def marked(text: str, digest: str) -> str:
    """A lock that says what it was made of, and not as whom a registry was asked."""
    plain = _ASKED_FOR.sub(r"\1", _USER.sub("://", text))
    return f'{plain.rstrip()}\n\n[tool.{TOOL}]\nrequirements = "{digest}"\n'


def _tables(said: Any) -> list[dict[str, Any]]:
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise PackagingFailed("pylock.toml is no lock file", _ANEW)
    return said


def _is_itself(package: Mapping[str, Any]) -> bool:
    """Whether it is the project that the lock is of, whose code lies beside it: uv names it, where it can be built."""
    directory = package.get("directory")
    path = directory.get("path") if isinstance(directory, dict) else None
    return isinstance(path, str) and path.rstrip("/") == "." and "subdirectory" not in package["directory"]


def _is_for(package: Mapping[str, Any], target: PackageTarget | None) -> bool:
    """Whether its marker may hold: what another machine takes from elsewhere is none of this function's."""
    return target is None or holds_on(_text(package, "marker"), target)


def _pin(package: dict[str, Any], target: PackageTarget | None) -> Pin:
    name, marker = canonical(_text(package, "name")), _text(package, "marker")
    version, wheels = _text(package, "version"), _tables(package.get("wheels", []))
    if not is_pin(f"{name}=={version}") or any(kind in package for kind in _ELSEWHERE):
        raise PackagingFailed(
            f"pylock.toml does not take {name if is_pin(f'{name}==1') else 'a package'} from a registry",
            "name a version that a registry has",
        )
    if not wheels:
        raise PackagingFailed(
            f"pylock.toml knows no wheel of {name}", "choose a version that has one: nothing is built"
        )
    if target and "requires-python" in package:
        refuse_unsupported(f"{name} in pylock.toml", package["requires-python"], [], target)
    hashes = {_sha256(wheel.get("hashes", {})) for wheel in wheels} - {""}
    return Pin(name, version, (), tuple(sorted(hashes)), marker)


def _text(package: Mapping[str, Any], name: str) -> str:
    said = package.get(name, "")
    if not isinstance(said, str):
        raise PackagingFailed(f"pylock.toml has a {name} that is no text", _ANEW)
    return said


def _sha256(hashes: object) -> str:
    """In hex; nothing where another hash stands there alone."""
    said = hashes.get("sha256", "") if isinstance(hashes, dict) else None
    if not isinstance(said, str) or not _SHA256.fullmatch(said):
        raise PackagingFailed("pylock.toml has a wheel whose hashes are none", _ANEW)
    return said
