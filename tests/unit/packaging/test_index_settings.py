"""Of a person's settings of pip and uv those of the registries count, and nothing else: the pins alone decide."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meshctl.adapters.wheels.index_settings import environment_of_uv
from meshctl.adapters.wheels.install_wheels import install_wheels
from meshctl.adapters.wheels.pip_configuration import pip_configuration
from meshctl.adapters.wheels.uv_configuration import uv_configuration
from meshctl.errors import PackagingFailed
from meshctl.packaging.requirements import read_pins
from meshctl.packaging.targets import lambda_target, this_interpreter

from .handmade_wheels import WheelDirectory

SHOP, MORE = "https://ci:s3cret@packages.example/simple", "https://more.example/simple"
OF_PIP = """
    USER TARGET PREFIX ROOT REQUIREMENT CONSTRAINT DRY_RUN EDITABLE PRE UPGRADE FORCE_REINSTALL IGNORE_INSTALLED NO_DEPS ONLY_BINARY
    NO_BINARY PREFER_BINARY PLATFORM PYTHON_VERSION ABI IMPLEMENTATION SRC REPORT QUIET VERBOSE LOG REQUIRE_VIRTUALENV
    NO_COMPILE COMPILE ISOLATED PYTHON UPLOADED_PRIOR_TO USE_PEP517 BUILD_CONSTRAINT GROUP CONFIG_SETTINGS NO_INPUT DEBUG
"""
OF_UV = """
    CONSTRAINT OVERRIDE BUILD_CONSTRAINT EXCLUDE EXCLUDE_NEWER PRERELEASE RESOLUTION NO_BINARY NO_BINARY_PACKAGE NO_BUILD ONLY_BINARY
    INDEX_STRATEGY PYTHON PYTHON_PREFERENCE PYTHON_DOWNLOADS SYSTEM_PYTHON BREAK_SYSTEM_PACKAGES LINK_MODE COMPILE_BYTECODE OFFLINE
    NO_VERIFY_HASHES PROJECT WORKING_DIR WORKING_DIRECTORY TORCH_BACKEND NO_SOURCES MANAGED_PYTHON
    FROZEN LOCKED NO_SYNC ENV_FILE PROJECT_ENVIRONMENT PREVIEW PREVIEW_FEATURES FORK_STRATEGY UPGRADE REFRESH REINSTALL NO_CACHE
"""
VARIABLES = [*(f"PIP_{name}" for name in OF_PIP.split()), *(f"UV_{name}" for name in OF_UV.split())]
VARIABLES += ["PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX", "RUST_LOG", "PIP_ANYTHING", "UV_ANYTHING"]
VALUES = ["1", "0", "/nowhere", "trap", "{directory}/trap.txt", "swift", ":all:", "2001-01-01", "{directory}/wheels"]
variables = st.dictionaries(st.sampled_from(VARIABLES), st.sampled_from(VALUES), min_size=3, max_size=40)


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WheelDirectory:
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / ".config"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "xdg"))
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    for name in ("wheels", "cache", "home"):
        (tmp_path / name).mkdir(mode=0o700)
    (tmp_path / "pip.conf").write_text(f"[global]\nno-index = true\n[install]\nfind-links = {tmp_path / 'wheels'}\n")
    (tmp_path / "trap.txt").write_text("light==1.0\n")
    made = WheelDirectory(tmp_path / "wheels")
    made.add_wheel("swift")
    made.add_wheel("light")
    return made


def names(tmp_path: Path, target: Any) -> list[str]:
    for kept in (tmp_path / "cache").iterdir():
        kept.unlink()
    return sorted(install_wheels(read_pins("swift==1.0"), target, cache=tmp_path / "cache"))


@pytest.mark.pip
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(inherited=variables, is_local=st.booleans())
def test_no_other_variable_changes_what_is_installed(
    wheels: WheelDirectory, tmp_path: Path, inherited: dict[str, str], is_local: bool
) -> None:
    target = this_interpreter() if is_local else lambda_target("python3.12", "arm64")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in inherited.items():
            patch.setenv(name, value.format(directory=tmp_path))
        assert names(tmp_path, target) == [
            "swift-1.0.dist-info/METADATA",
            "swift-1.0.dist-info/WHEEL",
            "swift/__init__.py",
        ]


@pytest.mark.pip
@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pip.conf", "[global]\nno-index = true\nfind-links = {0}/wheels\nuser = true\nrequire-virtualenv = true\n"),
        ("pip.conf", "[install]\nno-index = yes\nfind-links = {0}/absent\n  {0}/wheels\nconstraint = {0}/trap.txt\n"),
        ("pip.conf", "[global]\nno_index = 1\nfind_links = {0}/wheels\n[install]\nrequirement = {0}/trap.txt\ntarget = /nowhere\n"),
        ("home/.config/uv/uv.toml", 'no-index = true\nfind-links = ["{0}/wheels"]\nconstraint-dependencies = ["swift>2"]\n'),
        ("xdg/uv/uv.toml", 'exclude-newer = "2001-01-01"\n[pip]\nno-index = true\nfind-links = ["{0}/wheels"]\ntarget = "/nowhere"\n'),
    ],
)  # fmt: skip
def test_of_a_file_the_registries_count_and_nothing_else(
    wheels: WheelDirectory, tmp_path: Path, file: str, text: str
) -> None:
    (tmp_path / "pip.conf").write_text("")
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text.format(tmp_path))
    assert "swift/__init__.py" in names(tmp_path, this_interpreter())


def told(tmp_path: Path, inherited: dict[str, str], pip: str = "", uv: str = "") -> dict[str, str]:
    (tmp_path / "pip.conf").write_text(pip)
    (tmp_path / "uv.toml").write_text(uv)
    inherited |= {"PIP_CONFIG_FILE": str(tmp_path / "pip.conf"), "UV_CONFIG_FILE": str(tmp_path / "uv.toml")}
    return environment_of_uv(inherited, pip_configuration(inherited, tmp_path), uv_configuration(inherited))


@pytest.mark.parametrize(
    "say",
    [
        lambda path: told(path, {"PIP_INDEX_URL": SHOP, "PIP_EXTRA_INDEX_URL": MORE}),
        lambda path: told(path, {}, pip=f"[global]\nindex-url = {SHOP}\nextra-index-url =\n    {MORE}\n"),
        lambda path: told(path, {"UV_INDEX_URL": SHOP, "UV_EXTRA_INDEX_URL": MORE}, pip="[global]\nindex-url = https://x\n"),
        lambda path: told(path, {"UV_DEFAULT_INDEX": SHOP}, uv=f'index-url = "https://x"\nextra-index-url = ["{MORE}"]\n'),
        lambda path: told(path, {}, uv=f'[pip]\nindex-url = "{SHOP}"\nextra-index-url = ["{MORE}"]\n'),
    ],
)  # fmt: skip
def test_a_registry_of_ones_own_is_found_wherever_it_is_named(
    tmp_path: Path, say: Callable[[Path], dict[str, str]]
) -> None:
    found = say(tmp_path)
    assert (found["UV_DEFAULT_INDEX"], found["UV_EXTRA_INDEX_URL"]) == (SHOP, MORE)


def test_named_indexes_of_uv_are_told_by_their_names(tmp_path: Path) -> None:
    index = '[[index]]\nname = "{}"\nurl = "{}"\n{}\n'.format
    more = {"UV_INDEX_SHOP_PASSWORD": "x"}
    uv = index("shop", SHOP, "default = true") + index("more", MORE, "") + index("gpu", "https://x", "explicit = true")
    found = told(tmp_path, more, uv=uv)
    assert (found["UV_DEFAULT_INDEX"], found["UV_INDEX"]) == (f"shop={SHOP}", f"more={MORE}")
    assert found["UV_INDEX_SHOP_PASSWORD"] == "x"


def test_how_a_registry_is_asked_counts_as_well(tmp_path: Path) -> None:
    pip = "[global]\ncert = /ca.pem\nclient-cert = /me.pem\ntrusted-host = a.example\n  b.example\nproxy = http://p\ntimeout = 9\n"
    found = told(tmp_path, {"PIP_KEYRING_PROVIDER": "subprocess", "NETRC": "/netrc"}, pip=pip)
    wanted = {"SSL_CERT_FILE": "/ca.pem", "SSL_CLIENT_CERT": "/me.pem", "UV_INSECURE_HOST": "a.example b.example"}
    wanted |= {
        "HTTPS_PROXY": "http://p",
        "UV_HTTP_TIMEOUT": "9",
        "UV_KEYRING_PROVIDER": "subprocess",
        "NETRC": "/netrc",
    }
    assert wanted.items() <= found.items()
    assert told(tmp_path, {"REQUESTS_CA_BUNDLE": "/ca.pem"}, pip="[global]\ncert =\n")["SSL_CERT_FILE"] == "/ca.pem"


@pytest.mark.parametrize(("pip", "uv"), [("index-url = x\n[", ""), ("", "index-url = ")])
def test_a_broken_file_is_named(tmp_path: Path, pip: str, uv: str) -> None:
    with pytest.raises(PackagingFailed, match=r'"/.*(pip.conf|uv.toml)" is no configuration'):
        told(tmp_path, {}, pip=pip, uv=uv)


relative = st.sampled_from(["wheels", "./wheels", "../{0}/wheels", "~/wheels"])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    relative,
    st.sampled_from(
        [
            ("PIP_FIND_LINKS", "UV_FIND_LINKS"),
            ("PIP_CERT", "SSL_CERT_FILE"),
            ("PIP_CLIENT_CERT", "SSL_CLIENT_CERT"),
            *(
                (name, name)
                for name in (
                    "UV_FIND_LINKS",
                    "UV_CACHE_DIR",
                    "UV_DEFAULT_INDEX",
                    "SSL_CERT_FILE",
                    "SSL_CERT_DIR",
                    "NETRC",
                )
            ),
        ]
    ),
)
def test_a_path_holds_wherever_uv_runs(tmp_path: Path, said: str, names: tuple[str, str]) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    for directory in (home, here):
        (directory / "wheels").mkdir(parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.chdir(here)
        found = told(tmp_path, {names[0]: said.format("here")})[names[1]]
    assert Path(found).is_absolute()
    assert Path(found).samefile((home if "~" in said else here) / "wheels")


def test_a_path_in_a_file_of_uv_starts_there(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        {},
        uv='find-links = ["wheels", "https://x/y"]\n[[index]]\nurl = "./simple"\n[[index]]\nname="more"\nurl="more"\n',
    )
    assert found["UV_FIND_LINKS"] == f"{tmp_path}/wheels,https://x/y"
    assert found["UV_INDEX"] == f"{tmp_path}/simple more={tmp_path}/more"


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("15.5", "16"), ("0", "1"), ("-1", "1"), ("9", "9"), ("inf", "1000000"), ("nan", None), ("soon", None)],
)
def test_a_number_that_uv_would_not_take_is_rounded_or_left_out(tmp_path: Path, said: str, seconds: str | None) -> None:
    assert told(tmp_path, {"PIP_TIMEOUT": said}).get("UV_HTTP_TIMEOUT") == seconds
    assert told(tmp_path, {"UV_HTTP_TIMEOUT": said}).get("UV_HTTP_TIMEOUT") == seconds


def test_no_fewer_attempts_than_none(tmp_path: Path) -> None:
    assert told(tmp_path, {"PIP_RETRIES": "-1"})["UV_HTTP_RETRIES"] == "0"


def test_what_is_said_to_pip_within_uv_counts_before_the_rest_as_in_uv(tmp_path: Path) -> None:
    uv = f'index-url = "https://x"\n[pip]\nindex-url = "{SHOP}"\nrequire-hashes = true\n'
    found = told(tmp_path, {}, uv=uv)
    assert (found["UV_DEFAULT_INDEX"], found["UV_REQUIRE_HASHES"]) == (SHOP, "true")


def test_a_flat_index_is_one_of_links(tmp_path: Path) -> None:
    flat = '[[index]]\nurl = "https://flat.example/w"\nformat = "flat"\n{}\n'.format
    simple = f'[[index]]\nurl = "{MORE}"\n'
    links = {"UV_FIND_LINKS": "https://flat.example/w"}
    assert told(tmp_path, {}, uv=flat("") + simple).items() >= {**links, "UV_INDEX": MORE}.items()
    assert told(tmp_path, {}, uv=flat("default = true") + simple).items() >= {**links, "UV_DEFAULT_INDEX": MORE}.items()
    assert told(tmp_path, {}, uv=flat("default = true")).items() >= {**links, "UV_NO_INDEX": "true"}.items()


@pytest.mark.parametrize(
    "text", ["pip = 3", "index = 'https://x'", "index = [3]", "[[index]]\nname = 'a'", "[[index]]\nurl = 3"]
)
def test_settings_of_another_shape_are_no_configuration(tmp_path: Path, text: str) -> None:
    with pytest.raises(PackagingFailed, match="is no configuration"):
        told(tmp_path, {}, uv=text)
