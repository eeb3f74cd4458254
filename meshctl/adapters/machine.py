"""Looks at this machine for `meshctl doctor`. Changes nothing and asks no network."""

import platform
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version

from meshctl.adapters.installation import home, meshkit_files, terraform_sources
from meshctl.adapters.local_aws.extra import HOW_TO_GET_IT, missing_libraries
from meshctl.adapters.terraform.binary import find_terraform
from meshctl.adapters.terraform.mirror import PROVIDER_VERSION, find_provider
from meshctl.app.tell.doctor import Fact
from meshctl.errors import MeshctlError


def examine(environment: Mapping[str, str]) -> tuple[Fact, ...]:
    """Python, Terraform, the AWS provider, the embedded AWS and meshctl's own files, as they are found here."""
    own = (_own_files("Terraform code", terraform_sources), _own_files("meshkit", meshkit_files))
    return (_python(), *_terraform(environment), _local_aws(), *own)


def _python() -> Fact:
    return Fact("Python", sys.version_info >= (3, 11), platform.python_version(), "")


def _terraform(environment: Mapping[str, str]) -> tuple[Fact, ...]:
    try:
        binary = find_terraform()
    except MeshctlError as error:
        return (Fact("Terraform", False, error.message, error.hint),)
    found = Fact("Terraform", True, f"{binary.version} ({binary.path})")
    try:
        source = find_provider(environment, binary.platform)
    except MeshctlError as error:
        return found, Fact("AWS provider", False, error.message, error.hint)
    return found, Fact("AWS provider", True, f"{PROVIDER_VERSION} from {source.words}")


def _local_aws() -> Fact:
    missing = missing_libraries()
    if missing:
        return Fact("embedded AWS", False, f"there is no {', no '.join(missing)}", HOW_TO_GET_IT)
    return Fact("embedded AWS", True, f"moto {version('moto')}")


def _own_files(name: str, read: Callable[[], Mapping[str, bytes]]) -> Fact:
    try:
        return Fact(name, True, f"{len(read())} files in {home()}")
    except MeshctlError as error:
        return Fact(name, False, error.message, error.hint)
