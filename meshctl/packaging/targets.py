"""Where a package will run: one of Lambda's Pythons on one of its processors, or this very interpreter.

Source: AWS Lambda developer guide, "Lambda runtimes": Python 3.11 runs on Amazon Linux 2 (glibc 2.26), Python 3.12 and
later on Amazon Linux 2023 (glibc 2.34).
"""

import os
import platform
import re
import sys
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from meshctl.errors import PackagingFailed

GLIBC_OF_RUNTIME = {"python3.11": 26, "python3.12": 34, "python3.13": 34, "python3.14": 34}
MACHINE_OF_ARCHITECTURE = {"arm64": "aarch64", "x86_64": "x86_64"}
NEWEST_PATCH = 99
"""Lambda runs the newest patch release of a Python, whichever that is when the function runs."""
Value = TypeVar("Value")
OLDEST_GLIBC = 17  # manylinux2014, what today's wheels start from
_MANYLINUX = re.compile(r"(?P<name>manylinux[^_]*)(?:_2_(?P<glibc>[0-9]{1,3}))?_(?P<machine>\w+)")
_GLIBC_BY_NAME = {"manylinux1": 5, "manylinux2010": 12, "manylinux2014": 17}


@dataclass(frozen=True)
class PackageTarget:
    """`python` is "3.12"; `platforms` are wheel tags, the best first, or nothing for what this interpreter takes."""

    python: str
    machine: str
    platforms: tuple[str, ...] = ()

    @property
    def version(self) -> tuple[int, int]:
        """The Python as a pair, to be compared with `sys.version_info[:2]`."""
        major, minor = self.python.split(".")
        return int(major), int(minor)

    def runs(self, platform_tag: str) -> bool:
        """Whether wheels with this platform tag run there, also those for an older glibc; of this interpreter nothing is asked.

        `linux_x86_64` says nothing of the glibc that it was built with, and so does not. Source: PEP 600.
        """
        if not self.platforms or platform_tag == "any":
            return True
        found, newest = _MANYLINUX.fullmatch(platform_tag), _MANYLINUX.fullmatch(self.platforms[0])
        if not found or not newest or found["machine"] != self.machine:
            return False
        glibc = int(found["glibc"] or _GLIBC_BY_NAME.get(found["name"], sys.maxsize))
        return glibc <= int(newest["glibc"])


@cache  # asked for each function, of which there are two or three kinds
def lambda_target(runtime: str, architecture: str) -> PackageTarget:
    """The target of a function in AWS; raises PackagingFailed for a runtime or an architecture not known here."""
    machine = _known(architecture, MACHINE_OF_ARCHITECTURE, "architecture")
    glibc = _known(runtime, GLIBC_OF_RUNTIME, "runtime")
    modern = tuple(f"manylinux_2_{minor}_{machine}" for minor in range(glibc, OLDEST_GLIBC - 1, -1))
    return PackageTarget(runtime.removeprefix("python"), machine, (*modern, f"manylinux2014_{machine}"))


def this_interpreter() -> PackageTarget:
    """The target of the embedded AWS, which runs functions in the Python that runs meshctl."""
    import sysconfig  # noqa: PLC0415  for a local stage alone

    return PackageTarget(".".join(platform.python_version_tuple()[:2]), sysconfig.get_platform())


def asked_by_markers() -> str:
    """What markers may ask of this interpreter besides its target: with another patch release or kernel another pin may hold."""
    of_python = (platform.python_version(), platform.python_implementation(), sys.implementation.version)
    return repr((*of_python, *platform.uname()[:1], *platform.uname()[2:5], os.name, sys.platform))


def _known(name: str, known: dict[str, Value], kind: str) -> Value:
    if name not in known:
        raise PackagingFailed(f"packages for the {kind} {name!r} cannot be built", f"use one of {', '.join(known)}")
    return known[name]
