"""Terraform and its AWS provider together, as they are found on this machine. Runs neither."""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.adapters.terraform.binary import Binary, find_terraform
from meshctl.adapters.terraform.find_provider import ProviderSource, cli_configuration, find_provider


@dataclass(frozen=True, slots=True)
class Toolchain:
    """A usable Terraform, and where its AWS provider comes from."""

    terraform: Binary
    provider: ProviderSource
    provider_version: str

    @property
    def words(self) -> str:
        """Both in one line, for the operator."""
        return f"Terraform {self.terraform.version}, AWS provider {self.provider_version} from {self.provider.words}"

    @property
    def cli_configuration(self) -> str:
        """What Terraform must be told of the provider's mirror; empty where it finds the provider by itself."""
        return cli_configuration(self.provider.mirror) if self.provider.mirror else ""


def find_toolchain(environment: Mapping[str, str], provider_version: str) -> Toolchain:
    """What is there, with the provider of that version; raises `TerraformMissing` where one of the two is not."""
    terraform = find_terraform()
    provider = find_provider(environment, terraform.platform, provider_version)
    return Toolchain(terraform, provider, provider_version)
