"""Writes docs/reference/ from the code: the checks, the commands, the catalogue language and the policies.

Reads meshctl's own data and nothing else; what it writes is not edited by hand. The policies are read as source: checkov, which
they import, is not there.
"""

import ast
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
POLICY = DOCS.parent / "policy"
EXAMPLES = DOCS.parent / "tests" / "policy" / "examples"
PARTS = (
    "mesh",
    "stage",
    "defaults",
    "mesh-exception",
    "guardrails",
    "guardrail-exception",
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
class Policy:
    """A check for checkov: its id, what it finds, on which resources, why it must not be, and an example of each."""

    id: str
    name: str
    types: tuple[str, ...]
    why: str
    wrong: str
    right: str


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
        "policies.md": _render("policies.md.j2", policies=tuple(_policies())),
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


def _policies() -> Iterator[Policy]:
    """The checks of the pack, in its order."""
    tables = {node.stem: ast.parse(node.read_text("utf-8")) for node in [POLICY / "checks.py", *POLICY.glob("*/*.py")]}
    names = {each.id: value for tree in tables.values() for each, value in _constants(tree)}
    calls = [node for node in ast.walk(tables["checks"]) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: node.lineno):
        if ast.unparse(call.func) == "MeshCheck":
            check, name, types, judge, _ = call.args
            module, _, function = ast.unparse(judge).partition(".")
            yield _policy(
                ast.literal_eval(check), ast.literal_eval(name), _types(types, names), _why(tables[module], function)
            )


def _constants(tree: ast.Module) -> Iterator[tuple[ast.Name, ast.expr]]:
    """What a module calls by a name of its own at its top."""
    for node in (one for one in tree.body if isinstance(one, ast.Assign)):
        for target in node.targets:
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                yield from zip((one for one in target.elts if isinstance(one, ast.Name)), node.value.elts, strict=True)
            elif isinstance(target, ast.Name):
                yield target, node.value


def _types(said: ast.expr, names: Mapping[str, ast.expr]) -> tuple[str, ...]:
    """The types of resources that an expression of the pack's table names."""
    if isinstance(said, ast.Constant):
        return (str(said.value),)
    if isinstance(said, ast.Name):
        return _types(names[said.id], names)
    if isinstance(said, ast.Subscript):
        return _types(said.value, names)[: ast.literal_eval(said.slice.upper)]  # type: ignore[attr-defined]
    inner = said.keys if isinstance(said, ast.Dict) else getattr(said, "elts", None) or [getattr(said, "value")]  # noqa: B009
    return tuple(name for one in inner if one is not None for name in _types(one, names))


def _why(tree: ast.Module, function: str) -> str:
    found = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
    return ast.get_docstring(found) or ""


def _policy(check: str, name: str, types: tuple[str, ...], why: str) -> Policy:
    wrong, right = ((EXAMPLES / check / each / "main.tf").read_text("utf-8") for each in ("fails", "passes"))
    provider = wrong.partition("\n}\n\n")[0] + "\n}\n\n"  # the same in every example
    return Policy(check, name, types, why, wrong.removeprefix(provider), right.removeprefix(provider))


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
