"""The packages of a stage, for people and for programs. Pure."""

from collections.abc import Iterable
from dataclasses import asdict
from json import dumps

from meshctl.results.built_packages import BuiltPackage


def packages_as_text(packages: Iterable[BuiltPackage]) -> str:
    """A line for each package: the beginning of its digest, its size, and its function."""
    return "\n".join(f"{one.sha256[:12]}  {one.bytes:>9,} bytes  {one.function}" for one in packages)


def packages_as_json(stage: str, packages: Iterable[BuiltPackage]) -> str:
    """`{"stage": "dev", "packages": [...]}`, in ASCII."""
    return dumps({"stage": stage, "packages": [asdict(one) for one in packages]}, indent=2)
