"""Finds the AWS provider on this machine, so that no registry is asked where none is needed.

Looked at, in this order: the setting MESHCTL_PROVIDER_MIRROR; the user's own Terraform configuration, which is then left
alone; Terraform's implied mirror directories; a provider tree one level below the system's directory for optional
software. Otherwise the registry serves.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from meshctl.errors import TerraformMissing

PROVIDER = "registry.terraform.io/hashicorp/aws"
SETTING = "MESHCTL_PROVIDER_MIRROR"


@dataclass(frozen=True, slots=True)
class ProviderSource:
    """Where the provider comes from, in words, and the mirror's directory if it is one that Terraform must be told."""

    words: str
    mirror: Path | None


def find_provider(environment: Mapping[str, str], platform: str, version: str) -> ProviderSource:
    """Where the provider of a version will come from; raises `TerraformMissing` where the setting names no mirror."""
    setting = environment.get(SETTING)
    if setting:
        if not _holds_provider(Path(setting), platform, version):
            message = f'{SETTING} is "{setting}", and there is no {PROVIDER} {version} for {platform} in it'
            raise TerraformMissing(message, "correct or unset it")
        return ProviderSource(f"the mirror in {setting} ({SETTING})", Path(setting))
    own = _own_configuration(environment)
    if own:
        return ProviderSource(f"where your Terraform configuration says ({own})", None)
    for mirror in _candidates(environment):
        if _holds_provider(mirror, platform, version):
            return ProviderSource(f"the mirror in {mirror}", mirror)
    return ProviderSource("the Terraform registry", None)


def cli_configuration(mirror: Path) -> str:
    """A Terraform CLI configuration that takes the provider from `mirror` and everything else from the registry."""
    path = str(mirror).replace("\\", "\\\\").replace('"', '\\"')
    return (
        "provider_installation {\n"
        f'  filesystem_mirror {{\n    path    = "{path}"\n    include = ["{PROVIDER}"]\n  }}\n'
        f'  direct {{\n    exclude = ["{PROVIDER}"]\n  }}\n'
        "}\n"
    )


def _holds_provider(mirror: Path, platform: str, version: str) -> bool:
    tree = mirror / PROVIDER
    packed = tree / f"terraform-provider-aws_{version}_{platform}.zip"
    return (tree / version / platform).is_dir() or packed.is_file()


def _own_configuration(environment: Mapping[str, str]) -> Path | None:
    """The user's configuration, where it says how providers are installed."""
    named = environment.get("TF_CLI_CONFIG_FILE")
    path = Path(named) if named else Path.home() / ".terraformrc"
    try:
        return path if "provider_installation" in path.read_text("utf-8") else None
    except (OSError, UnicodeDecodeError):
        return None


def _candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    """Terraform's implied directories (CLI configuration, "Implied Local Mirror Directories"), then optional software."""
    home = Path.home()
    yield home / ".terraform.d" / "plugins"
    data_home = environment.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    data_dirs = environment.get("XDG_DATA_DIRS") or os.pathsep.join(("/usr/local/share", "/usr/share"))
    for directory in (data_home, *data_dirs.split(os.pathsep)):
        yield Path(directory) / "terraform" / "plugins"
    try:
        yield from sorted(Path("/", "opt").iterdir())
    except OSError:
        return
