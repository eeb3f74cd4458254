"""Looks at this machine for `meshctl doctor`. Changes nothing and asks no network."""

import platform
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from meshctl.adapters.terraform.binary import find_terraform
from meshctl.adapters.terraform.mirror import PROVIDER_VERSION, find_provider
from meshctl.app.tell.doctor import Fact
from meshctl.errors import MeshctlError


def examine(environment: Mapping[str, str]) -> tuple[Fact, ...]:
    """Python, Terraform, the AWS provider and the embedded AWS, as they are found here."""
    return (_python(), *_terraform(environment), _local_aws())


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
    try:
        return Fact("embedded AWS", True, f"moto {version('moto')}")
    except PackageNotFoundError:
        return Fact("embedded AWS", False, "moto is not installed", "pip install 'meshctl[local]'")
