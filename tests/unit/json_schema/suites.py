"""The public test suites of the drafts, out of a pinned package of the registry, which is fetched once and kept."""

import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

PACKAGE = "jsonschema==4.26.0 --hash=sha256:0c26707e2efad8aa1bfc5b7ce170f3fccc2e4918ff85989ba9ffa9facb2be326\n"
_SUITES = "jsonschema-4.26.0/json/"
_ADDRESS = "http://localhost:1234/"


class Case(NamedTuple):
    """A schema of a suite, and data with what the suite says of each."""

    file: str
    about: str
    schema: Any
    data: list[tuple[Any, bool]]


def fetched_package(directory: Path) -> Path:
    """The package's sources, which have the suites in them."""
    package = directory / "jsonschema-4.26.0.tar.gz"
    if not package.exists():
        wanted = directory / "wanted.txt"
        wanted.write_text(PACKAGE)
        options = ["--no-deps", "--no-binary", "jsonschema", "--require-hashes", "--dest", str(directory)]
        command = [sys.executable, "-m", "pip", "download", "--quiet", *options, "-r", str(wanted)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return package


class Suites:
    """What the package has of one draft."""

    def __init__(self, package: Path) -> None:
        with tarfile.open(package) as archive:
            files = {one.name: archive.extractfile(one) for one in archive if one.name.startswith(_SUITES)}
            self._texts = {
                name.removeprefix(_SUITES): file.read()
                for name, file in files.items()
                if file and name.endswith(".json")
            }

    def cases(self, draft: str, file: str = "") -> Iterator[Case]:
        """What every implementation of a draft has to do; with a name, what is said in that file alone."""
        for path, text in self._texts.items():
            directory, _, name = path.rpartition("/")
            if path == f"tests/{draft}/{file}" or (not file and directory == f"tests/{draft}"):
                for group in json.loads(text):
                    data = [(one["data"], one["valid"]) for one in group["tests"]]
                    yield Case(name, group["description"], group["schema"], data)

    def remote(self, address: str) -> Any:
        """The schema with that address; None where the suites have none."""
        text = self._texts.get("remotes/" + address.removeprefix(_ADDRESS)) if address.startswith(_ADDRESS) else None
        return json.loads(text) if text else None
