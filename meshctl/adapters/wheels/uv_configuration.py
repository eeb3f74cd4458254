"""What a person's uv.toml says of registries, as uv's own variables. Reads only.

All else in such a file would change what is installed, so uv itself is told to read none.
Source: uv's documentation, "Configuration files": the files, and which of them overrides which.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from meshctl.errors import PackagingFailed

_AS_VARIABLES = {
    "extra-index-url": "UV_EXTRA_INDEX_URL",
    "index-url": "UV_DEFAULT_INDEX",
    "keyring-provider": "UV_KEYRING_PROVIDER",
    "native-tls": "UV_SYSTEM_CERTS",
    "system-certs": "UV_SYSTEM_CERTS",
    "allow-insecure-host": "UV_INSECURE_HOST",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "require-hashes": "UV_REQUIRE_HASHES",
}


def uv_configuration(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that say the same. Raises `PackagingFailed` for a file that is no configuration of uv's."""
    said: dict[str, str] = {}
    for path in _files(environment):
        said |= dict(_variables(path))
    return said


def _files(environment: Mapping[str, str]) -> Iterator[Path]:
    """Those that there may be, the weakest first; the one that is named stands for all."""
    if own := environment.get("UV_CONFIG_FILE"):
        yield Path(own)
        return
    shared = environment.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    yield Path("/etc/uv/uv.toml")
    yield from (Path(directory, "uv", "uv.toml") for directory in reversed(shared.split(os.pathsep)) if directory)
    if home := environment.get("XDG_CONFIG_HOME") or environment.get("HOME"):
        yield Path(home, *([] if environment.get("XDG_CONFIG_HOME") else [".config"]), "uv", "uv.toml")


def _variables(path: Path) -> Iterator[tuple[str, str]]:
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return
    except (ValueError, RecursionError) as error:
        raise PackagingFailed(
            f'"{path}" is no configuration of uv\'s', "correct it: uv itself says what is wrong"
        ) from error
    for settings in (read.get("pip", {}), read):
        yield from (
            (_AS_VARIABLES[name], _text(name, said)) for name, said in settings.items() if name in _AS_VARIABLES
        )
    indexes = [index for index in read.get("index", ()) if not index.get("explicit")]
    if more := " ".join(_named(index) for index in indexes if not index.get("default")):
        yield "UV_INDEX", more
    yield from (("UV_DEFAULT_INDEX", _named(index)) for index in indexes if index.get("default"))


def _text(name: str, said: Any) -> str:
    if isinstance(said, list):
        return (" " if name != "find-links" else ",").join(map(str, said))
    return str(said).lower() if isinstance(said, bool) else str(said)


def _named(index: Mapping[str, Any]) -> str:
    return f"{index['name']}={index.get('url', '')}" if index.get("name") else str(index.get("url", ""))
