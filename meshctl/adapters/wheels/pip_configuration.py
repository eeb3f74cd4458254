"""pip's settings of a person, as pip itself would find them: from its files, then from the environment. Reads only.

uv reads none of them, and many a machine says only there which registry is to be asked.
Source: pip's user guide, "Configuration": the files, and which of them overrides which.
"""

import os
from collections.abc import Iterator, Mapping
from configparser import Error, RawConfigParser
from pathlib import Path

from meshctl.errors import PackagingFailed

_SECTIONS = ("global", "install")


def pip_configuration(environment: Mapping[str, str], prefix: Path) -> dict[str, str]:
    """pip's options by name (`index-url`); `prefix` is where the environment of meshctl lies.

    Raises `PackagingFailed` for a file that is no configuration of pip's.
    """
    read = [_read(path) for path in _files(environment, prefix)]
    said: dict[str, str] = {}
    for section in _SECTIONS:
        for configuration in read:
            if configuration.has_section(section):
                said |= {_name(key): value for key, value in configuration.items(section)}
    variables = {name[len("PIP_") :]: value for name, value in environment.items() if name.startswith("PIP_") and value}
    return said | {_name(name): value for name, value in variables.items()}


def _name(option: str) -> str:
    return option.lower().replace("_", "-")


def _files(environment: Mapping[str, str], prefix: Path) -> Iterator[Path]:
    """Those that there may be, the weakest first."""
    own = environment.get("PIP_CONFIG_FILE")
    if own == os.devnull:
        return
    shared = environment.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    yield from (Path(directory, "pip", "pip.conf") for directory in reversed(shared.split(os.pathsep)) if directory)
    yield Path("/etc/pip.conf")
    home = environment.get("HOME")
    if home and not (own and Path(own).exists()):
        yield Path(home, ".pip", "pip.conf")
        yield Path(environment.get("XDG_CONFIG_HOME") or Path(home, ".config"), "pip", "pip.conf")
    yield prefix / "pip.conf"
    if own:
        yield Path(own)


def _read(path: Path) -> RawConfigParser:
    configuration = RawConfigParser()
    try:
        configuration.read_string(path.read_text(encoding="utf-8"))
    except OSError:  # absent, or for somebody else to read
        pass
    except (Error, UnicodeDecodeError) as error:
        raise PackagingFailed(
            f'"{path}" is no configuration of pip\'s', "correct it: `pip config debug` reads it"
        ) from error
    return configuration
