"""A person's environment as one purpose sees it, and what is to be told of it.

Pure: takes an environment, gives another one.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from meshctl.adapters.programs.variables import RULES, Purpose, VariablePurposes

NOBODYS_AWS = {
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
}
"""For what is local: unless a variable names others, every client of AWS, moto's included, reads the files in the home
directory."""
_ENDPOINT = "AWS_ENDPOINT_URL"


def environment_for(purpose: Purpose, inherited: Mapping[str, str]) -> dict[str, str]:
    """What of the environment is kept."""
    return {name: value for name, value in inherited.items() if purpose in rule_of(name).kept}


def rule_of(variable: str) -> VariablePurposes:
    """The rule that counts for a variable."""
    return next(rule for rule in RULES if rule.names(variable))


def notes(purposes: Collection[Purpose], inherited: Mapping[str, str]) -> tuple[str, ...]:
    """A line each for what is told: where AWS is asked instead, what else counts, and what is left out.

    By names: values may be secrets.
    """
    told = sorted(name for name, value in inherited.items() if value and rule_of(name).told.intersection(purposes))
    missed = sorted(name for name in inherited if rule_of(name).missed.intersection(purposes))
    elsewhere = [_place(name, inherited[name]) for name in told if name.startswith(_ENDPOINT)]
    counting = [name for name in told if not name.startswith(_ENDPOINT)]
    lines = (
        ("AWS is asked elsewhere than at Amazon's: ", elsewhere),
        ("of your environment counts: ", counting),
        ("of your environment is left out: ", missed),
    )
    return tuple(said + ", ".join(names) for said, names in lines if names)


def _place(name: str, url: str) -> str:
    """The variable with the host and port that it leads to, without what a person may have written before them."""
    with suppress(ValueError):
        parts = urlsplit(url)
        if parts.hostname:
            return f"{name} ({parts.hostname}{f':{parts.port}' if parts.port else ''})"
    return name
