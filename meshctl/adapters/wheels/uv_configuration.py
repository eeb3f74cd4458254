"""What a person's uv.toml says of registries, as uv's own variables. Reads only.

All else in such a file would change what is installed, so uv itself is told to read none.
Source: uv's documentation, "Configuration files": the files, and which of them overrides which.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from meshctl.adapters.wheels.setting_values import placed, placed_index
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
        raise _is_none(path) from error
    directory = path.absolute().parent  # paths in the file start there
    pip, indexes = read.get("pip", {}), read.get("index", [])
    if not isinstance(pip, dict) or not isinstance(indexes, list) or not all(map(_is_index, indexes)):
        raise _is_none(path)
    said = {
        _AS_VARIABLES[name]: _text(name, value, directory)
        for name, value in (read | pip).items()
        if name in _AS_VARIABLES
    }
    yield from (said | _of_indexes(indexes, said.get("UV_FIND_LINKS", ""), directory)).items()


def _is_none(path: Path) -> PackagingFailed:
    return PackagingFailed(f'"{path}" is no configuration of uv\'s', "correct it: uv itself says what is wrong")


def _is_index(said: object) -> bool:
    return isinstance(said, dict) and isinstance(said.get("url"), str) and isinstance(said.get("name", ""), str)


def _of_indexes(indexes: list[dict[str, Any]], links: str, directory: Path) -> dict[str, str]:
    """Flat ones are what uv's variables call links; one that is meant for some packages alone is for none here."""
    asked = [index for index in indexes if not index.get("explicit")]
    flat = [placed(index["url"], directory) for index in asked if index.get("format") == "flat"]
    simple = [index for index in asked if index.get("format") != "flat"]
    more = [_named(index, directory) for index in simple if not index.get("default")]
    default = [_named(index, directory) for index in simple if index.get("default")]
    if any(index.get("default") for index in asked if index not in simple):
        default, more = more[:1], more[1:]  # in place of the public one, which is not asked
        if not default:
            return {"UV_NO_INDEX": "true", "UV_FIND_LINKS": ",".join(filter(None, [links, *flat]))}
    told = {"UV_INDEX": " ".join(more), "UV_DEFAULT_INDEX": "".join(default[:1])}
    told |= {"UV_FIND_LINKS": ",".join(filter(None, [links, *flat]))}
    return {name: value for name, value in told.items() if value}


def _text(name: str, said: Any, directory: Path) -> str:
    values = [
        str(one).lower() if isinstance(one, bool) else str(one) for one in (said if isinstance(said, list) else [said])
    ]
    if name == "find-links":
        return ",".join(placed(value, directory) for value in values)
    if name in ("index-url", "extra-index-url"):
        return " ".join(placed_index(value, directory) for value in values)
    return " ".join(values)


def _named(index: Mapping[str, Any], directory: Path) -> str:
    name = f"{index['name']}=" if index.get("name") else ""
    return name + placed(index["url"], directory)
