"""Looks at this machine for `meshctl doctor`. Changes nothing and asks no network."""

import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version

from meshctl.adapters.installation import home, meshkit_files, terraform_sources
from meshctl.adapters.local_aws.required_libraries import HOW_TO_GET_IT, missing_libraries
from meshctl.adapters.terraform.binary import find_terraform
from meshctl.adapters.terraform.find_provider import find_provider
from meshctl.errors import MeshctlError
from meshctl.results.machine_facts import MachineFact


def examine(environment: Mapping[str, str], providers: Iterable[str]) -> tuple[MachineFact, ...]:
    """Python, Terraform, these versions of the AWS provider, the embedded AWS and meshctl's own files, as they are found here."""
    own = (_own_files("Terraform code", terraform_sources), _own_files("meshkit", meshkit_files))
    return (_python(), *_terraform(environment, providers), _local_aws(), *own)


def _python() -> MachineFact:
    return MachineFact("Python", sys.version_info >= (3, 11), platform.python_version(), "")


def _terraform(environment: Mapping[str, str], providers: Iterable[str]) -> Iterator[MachineFact]:
    try:
        binary = find_terraform()
    except MeshctlError as error:
        yield MachineFact("Terraform", False, error.message, error.hint)
        return
    yield MachineFact("Terraform", True, f"{binary.version} ({binary.path})")
    for one in providers:
        yield _provider(environment, binary.platform, one)


def _provider(environment: Mapping[str, str], platform_: str, number: str) -> MachineFact:
    try:
        source = find_provider(environment, platform_, number)
    except MeshctlError as error:
        return MachineFact("AWS provider", False, error.message, error.hint)
    return MachineFact("AWS provider", True, f"{number} from {source.words}")


def _local_aws() -> MachineFact:
    missing = missing_libraries()
    if missing:
        return MachineFact("embedded AWS", False, f"there is no {', no '.join(missing)}", HOW_TO_GET_IT)
    return MachineFact("embedded AWS", True, f"moto {version('moto')}")


def _own_files(name: str, read: Callable[[], Mapping[str, bytes]]) -> MachineFact:
    try:
        return MachineFact(name, True, f"{len(read())} files in {home()}")
    except MeshctlError as error:
        return MachineFact(name, False, error.message, error.hint)
