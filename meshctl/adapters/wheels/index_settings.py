"""Where the package registries are and as whom they are asked, as variables of uv: all of a person's settings that count. Pure.

What to install, and where to, is meshctl's: two people with the same pins get the same wheels.
"""

import os
import re
from collections.abc import Mapping

from meshctl.adapters.programs.environment import environment_for
from meshctl.adapters.programs.variables import Purpose
from meshctl.adapters.wheels.setting_values import is_there, is_yes, placed, placed_index, whole_number

_SAME_IN_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_EXTRA_INDEX_URL",
    "trusted-host": "UV_INSECURE_HOST",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "retries": "UV_HTTP_RETRIES",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
}
"""pip's options that uv has as well, each by the variable of uv's; several values stand with spaces between them."""
_OLDER_NAMES = {
    "UV_INDEX_URL": "UV_DEFAULT_INDEX",
    "UV_NATIVE_TLS": "UV_SYSTEM_CERTS",
    "UV_REQUEST_TIMEOUT": "UV_HTTP_TIMEOUT",
}
_OF_REQUESTS = ("CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE")
"""Certificates that pip trusts, the weaker variable first."""
_HASHES = "UV_REQUIRE_HASHES"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_WHERE = {"UV_DEFAULT_INDEX", "UV_INDEX", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_NO_INDEX", _HASHES}
_USER = re.compile(r"://[^\s/]*@")
_PATHS = ["UV_CACHE_DIR", "UV_CREDENTIALS_DIR", "SSL_CERT_FILE", "SSL_CLIENT_CERT", "NETRC", "AWS_CONFIG_FILE"]
_PATHS += ["AWS_SHARED_CREDENTIALS_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CA_BUNDLE"]
_INDEXES = ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_EXTRA_INDEX_URL")
_NUMBERS = {"UV_HTTP_TIMEOUT": 1, "UV_HTTP_CONNECT_TIMEOUT": 1, "UV_HTTP_RETRIES": 0}
"""Variables that uv takes whole numbers for, each with the least that has a sense; pip takes others too."""


def environment_of_uv(inherited: Mapping[str, str], pip: Mapping[str, str], uv: Mapping[str, str]) -> dict[str, str]:
    """What uv sees of a person's environment, and of what is configured for pip and for uv.

    Where several say the same thing, the environment counts before a file, and what is said to uv before what is said to pip.
    Who demands hashes anywhere gets them demanded. `UV_NO_INDEX` is no variable of uv's: it stands for the option `--no-index`.
    """
    kept = environment_for(Purpose.UV, inherited)
    older = {newer: kept.pop(name) for name, newer in _OLDER_NAMES.items() if name in kept}
    told = {**_of_pip(pip, kept), **uv, **older, **{name: value for name, value in kept.items() if value}}
    demands = (pip.get("require-hashes"), uv.get(_HASHES), kept.get(_HASHES))
    return {**_as_uv_reads(told), _HASHES: str(any(map(is_yes, demands))).lower()}


def registries(told: Mapping[str, str]) -> str:
    """Which registries uv is told of, as a text to compare: the same whoever asks them, and whatever their password."""
    return repr(sorted((name, _USER.sub("://", value)) for name, value in told.items() if name in _WHERE))


def _as_uv_reads(told: Mapping[str, str]) -> dict[str, str]:
    """With paths that hold in whatever directory uv runs, and without numbers that are none."""
    written = dict(told)
    written |= {name: placed(told[name]) for name in _PATHS if name in told}
    written |= {name: " ".join(map(placed_index, told[name].split())) for name in _INDEXES if name in told}
    written |= {name: whole_number(told[name], least) for name, least in _NUMBERS.items() if name in told}
    if "UV_FIND_LINKS" in told:
        written["UV_FIND_LINKS"] = ",".join(map(placed, told["UV_FIND_LINKS"].split(",")))
    if "SSL_CERT_DIR" in told:
        written["SSL_CERT_DIR"] = os.pathsep.join(map(placed, told["SSL_CERT_DIR"].split(os.pathsep)))
    return {name: value for name, value in written.items() if value}


def _of_pip(pip: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    told = {_SAME_IN_UV[name]: " ".join(value.split()) for name, value in pip.items() if name in _SAME_IN_UV and value}
    if found := [place for place in map(placed, pip.get("find-links", "").split()) if is_there(place)]:
        told["UV_FIND_LINKS"] = ",".join(found)
    if is_yes(pip.get("no-index")):
        told["UV_NO_INDEX"] = "true"
    if pip.get("keyring-provider") in ("subprocess", "import"):
        told["UV_KEYRING_PROVIDER"] = "subprocess"
    if not {"SSL_CERT_FILE", "SSL_CERT_DIR"} & {*kept, *told}:
        told |= [("SSL_CERT_FILE", kept[name]) for name in _OF_REQUESTS if kept.get(name)]
    if proxy := pip.get("proxy"):
        told |= dict.fromkeys(_PROXIES, proxy)
    return told
