from pathlib import Path

import pytest

from meshctl.adapters.terraform.find_provider import (
    PROVIDER,
    SETTING,
    cli_configuration,
    find_provider,
)
from meshctl.errors import TerraformMissing

PLATFORM = "linux_amd64"
VERSION = "5.100.0"


def mirror(directory: Path) -> Path:
    (directory / PROVIDER / VERSION / PLATFORM).mkdir(parents=True)
    return directory


def test_the_setting_goes_before_everything(tmp_path: Path) -> None:
    found = find_provider({SETTING: str(mirror(tmp_path)), "XDG_DATA_HOME": str(tmp_path)}, PLATFORM, VERSION)
    assert found.mirror == tmp_path


def test_a_setting_without_the_provider_is_an_error_and_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(TerraformMissing, match=VERSION):
        find_provider({SETTING: str(tmp_path)}, PLATFORM, VERSION)


def test_a_packed_mirror_serves_as_well(tmp_path: Path) -> None:
    (tmp_path / PROVIDER).mkdir(parents=True)
    (tmp_path / PROVIDER / f"terraform-provider-aws_{VERSION}_{PLATFORM}.zip").touch()
    assert find_provider({SETTING: str(tmp_path)}, PLATFORM, VERSION).mirror == tmp_path


def test_the_users_own_installation_rules_are_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "terraform.rc"
    own.write_text("provider_installation { direct {} }")
    found = find_provider({"TF_CLI_CONFIG_FILE": str(own)}, PLATFORM, VERSION)
    assert (found.mirror, str(own) in found.words) == (None, True)


def test_terraforms_implied_directories_are_looked_at(tmp_path: Path) -> None:
    expected = mirror(tmp_path / "terraform" / "plugins")
    missing = tmp_path / "missing.rc"
    found = find_provider({"XDG_DATA_HOME": str(tmp_path), "TF_CLI_CONFIG_FILE": str(missing)}, PLATFORM, VERSION)
    assert found.mirror in (expected, Path.home() / ".terraform.d" / "plugins")


def test_without_any_mirror_the_registry_serves(tmp_path: Path) -> None:
    environment = {
        "XDG_DATA_HOME": str(tmp_path),
        "XDG_DATA_DIRS": str(tmp_path),
        "TF_CLI_CONFIG_FILE": str(tmp_path / "no"),
    }
    assert find_provider(environment, "no_such-platform", VERSION).words == "the Terraform registry"


def test_the_configuration_quotes_the_path() -> None:
    assert 'path    = "a\\"b"' in cli_configuration(Path('a"b'))
