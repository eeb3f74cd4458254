"""A directory of wheels made by hand, from which the real pip installs without a network."""

import io
import tarfile
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from zipfile import ZipFile


class WheelDirectory:
    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def add_wheel(
        self,
        name: str,
        version: str = "1.0",
        tag: str = "py3-none-any",
        needs: tuple[str, ...] = (),
        requires_python: str = "",
        programs: Mapping[str, str] = MappingProxyType({}),
        beside: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """A wheel of one module that says its tag, with a program and a data file beside it."""
        notes = f"{name}-{version}.dist-info"
        metadata = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}", "Provides-Extra: fast"]
        metadata += [f"Requires-Python: {requires_python}"] if requires_python else []
        with ZipFile(self.directory / f"{name}-{version}-{tag}.whl", "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", f"tag = {tag!r}")
            for path, text in beside.items():
                wheel.writestr(path, text)
            for program, text in {name: "#!python\n", **programs}.items():
                wheel.writestr(f"{name}-{version}.data/scripts/{program}", text)
            wheel.writestr(
                f"{notes}/METADATA", "\n".join([*metadata, *(f"Requires-Dist: {need}" for need in needs), ""])
            )
            wheel.writestr(f"{notes}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: {tag}\n")
            wheel.writestr(f"{notes}/RECORD", "".join(_recorded(one, wheel.read(one)) for one in wheel.namelist()))

    def add_sdist(self, name: str, trap: Path) -> None:
        """A source distribution that leaves a file behind when anybody builds it."""
        setup = f"open({str(trap)!r}, 'w')\nfrom setuptools import setup\nsetup(name={name!r}, version='1.0')".encode()
        with tarfile.open(self.directory / f"{name}-1.0.tar.gz", "w:gz") as archive:
            member = tarfile.TarInfo(f"{name}-1.0/setup.py")
            member.size = len(setup)
            archive.addfile(member, io.BytesIO(setup))


def _recorded(path: str, content: bytes) -> str:
    digest = urlsafe_b64encode(sha256(content).digest()).decode().rstrip("=")
    return f"{path},sha256={digest},{len(content)}\n"
