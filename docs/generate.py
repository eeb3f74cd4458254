"""Writes docs/reference/ from the code: the checks, the commands and the catalogue language.

Reads meshctl's own data and nothing else; what it writes is not edited by hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from typing import Any

import click
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from meshctl.catalogue.language.shape import language
from meshctl.catalogue.reading_rules import READING_RULES
from meshctl.checks import RULES
from meshctl.cli.commands import meshctl

DOCS = Path(__file__).resolve().parent
PARTS = (
    "mesh",
    "stage",
    "defaults",
    "mesh-exception",
    "system",
    "system-defaults",
    "system-stage",
    "external",
    "service",
    "service-defaults",
    "service-stage",
    "publication",
    "further-publication",
    "function",
    "queue",
    "topic",
    "stream",
    "workflow",
    "webhook",
    "task",
    "log",
    "bus",
    "schedule",
    "aws",
    "partner",
    "sends-to",
    "subscription",
    "delivery",
    "exception",
)
"""The sections of the language's page, from the whole to the detail."""

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """A command as its page shows it: how it is called, what it does, its options by name with their help."""

    name: str
    usage: str
    about: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the catalogue language."""

    name: str
    kind: str
    required: bool
    about: str
    default: str
    examples: str


def reference() -> dict[str, str]:
    """The pages of docs/reference/ by file name."""
    schemas = language()["$defs"]
    values = {name: _value(schema) for name, schema in schemas.items() if name not in PARTS}
    return {
        "checks.md": _render("checks.md.j2", checks=RULES, rules=READING_RULES),
        "commands.md": _render("commands.md.j2", about=_prose(meshctl), commands=tuple(_commands(meshctl, "meshctl"))),
        "language.md": _render("language.md.j2", parts=tuple(map(_part, PARTS)), values=values),
    }


def write(directory: Path) -> None:
    """Puts all pages into `directory`."""
    directory.mkdir(exist_ok=True)
    for name, text in reference().items():
        (directory / name).write_text(text, encoding="utf-8")


def _render(template: str, **facts: object) -> str:
    environment = Environment(  # noqa: S701  Markdown: there is nothing to escape for HTML
        loader=FileSystemLoader(DOCS / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(facts)


def _commands(command: click.Command, name: str) -> Iterator[Command]:
    # With the command line's own settings: click keeps the help option that it meets first.
    context = click.Context(command, info_name=name, **meshctl.context_settings)
    if not isinstance(command, click.Group):
        usage = " ".join([name, *command.collect_usage_pieces(context)])
        yield Command(name, usage, _prose(command), tuple(_options(command, context)))
        return
    for each in command.list_commands(context):
        inner = command.get_command(context, each)
        assert inner is not None, each  # noqa: S101  it has just been listed
        yield from _commands(inner, f"{name} {each}")


def _options(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    for option in command.params:
        record = option.get_help_record(context) if isinstance(option, click.Option) else None
        if record:
            variable = f" Also {option.envvar} in the environment." if option.envvar else ""
            yield record[0], " ".join(record[1].split()) + variable


def _prose(command: click.Command) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in (command.help or "").split("\n\n"))


def _part(name: str) -> dict[str, Any]:
    schema = language()["$defs"][name]
    shape = schema.get("else", schema)  # of a stage: what it has on AWS, which includes what it has locally
    return {
        "name": name,
        "about": schema["description"],
        "keys": tuple(_keys(shape, "")),
        "local": tuple(schema.get("then", {}).get("properties", ())),
        "one_of": tuple(key for option in schema.get("oneOf", ()) for key in option["required"]),
    }


def _value(schema: Schema) -> dict[str, str]:
    return {
        "about": schema["description"],
        "pattern": schema.get("pattern", ""),
        "examples": _shown(schema.get("examples", [])),
    }


def _keys(schema: Schema, prefix: str) -> Iterator[Key]:
    for name, said in schema.get("properties", {}).items():
        yield Key(
            name=f"{prefix}{name}",
            kind=_kind(said),
            required=name in schema.get("required", ()),
            about=said.get("description") or _meant(said)["description"],
            default=_shown([said["default"]]) if "default" in said else "",
            examples=_shown(said.get("examples", [])),
        )
        if "$ref" not in said:
            yield from _keys(said.get("else", said), f"{prefix}{name}.")


def _kind(said: Schema) -> str:
    """The kind of a value in words, with a link to the section that says more."""
    if "$ref" in said:
        name = said["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if said.get("type") == "array":
        return f"list of {_kind(said['items'])}"
    if "if" in said:
        return f"{_kind(said['then'])} or {_kind(said['else'])}"
    if "enum" in said:
        return " or ".join(f"`{value}`" for value in said["enum"])
    if isinstance(said.get("additionalProperties"), dict):
        return f"{_key_kind(said)} to {_kind(said['additionalProperties'])}"
    return {"object": "mapping", "string": "text", "integer": "whole number", "boolean": "true or false"}[said["type"]]


def _key_kind(said: Schema) -> str:
    names = said.get("propertyNames", {})
    return _kind(names) if "$ref" in names else "text"


def _meant(said: Schema) -> Schema:
    found: Schema = language()["$defs"][said["$ref"].rpartition("/")[2]] if "$ref" in said else said
    return found


def _shown(values: list[Any]) -> str:
    return ", ".join(f"`{value if isinstance(value, str) else dumps(value)}`" for value in values)


if __name__ == "__main__":
    write(DOCS / "reference")
