"""Writes the generated sections of pages that are otherwise written by hand: what Terraform takes and gives, and the rooms.

A section stands between two comments; what is around it is left alone. Reads the tree and imports nothing of meshctl.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = "meshctl"
DIVIDED = "adapters"
"""The room whose inner rooms are told for themselves: each is a world of its own."""

Arrows = Mapping[str, frozenset[str]]
"""By room, the rooms that it imports."""

_MARKED = re.compile(r"(<!-- begin generated -->\n).*?(<!-- end generated -->)", re.DOTALL)
_BLOCK = re.compile(r'^(variable|output) "([a-z_]+)" \{\n(.*?)^\}$', re.MULTILINE | re.DOTALL)
_HEREDOC = re.compile(r"^  description += <<-EOT\n(.*?)^  EOT$", re.MULTILINE | re.DOTALL)
_STRING = re.compile(r'^  description += "(.*)"$', re.MULTILINE)
_TYPE = re.compile(r"^  type += ([^\n]*\(\{\n.*?^  \}\)+|[^\n]*)$", re.MULTILINE | re.DOTALL)


def sections() -> dict[Path, str]:
    """The generated section by the page that holds it."""
    directories = sorted(path.parent for part in ("modules", "terraform") for path in ROOT.glob(f"{part}/*/README.md"))
    interfaces = {directory / "README.md": interface(_terraform_of(directory)) for directory in directories}
    return {**interfaces, ROOT / "docs" / "architecture.md": diagram(arrows(_modules()))}


def with_section(page: str, section: str) -> str:
    """`page` with `section` between its two comments; a page without exactly one such pair raises ValueError."""
    written, places = _MARKED.subn(lambda found: f"{found[1]}\n{section}\n{found[2]}", page)
    if places != 1:
        raise ValueError(f"a page has one generated section, this one {places}")
    return written


def write() -> None:
    """Puts every section into its page."""
    for path, section in sections().items():
        path.write_text(with_section(path.read_text("utf-8"), section), encoding="utf-8")


def interface(terraform: str) -> str:
    """The inputs and outputs of Terraform text in the form of `terraform fmt`, as two chapters of Markdown."""
    blocks = _BLOCK.findall(terraform)
    inputs = [_input(name, body) for kind, name, body in blocks if kind == "variable"]
    outputs = [f"### {name}\n\n{_description(body)}\n" for kind, name, body in blocks if kind == "output"]
    return "\n".join(["## Inputs\n", *inputs, "## Outputs\n", *(outputs or ["None.\n"])])


def _input(name: str, body: str) -> str:
    kind = _TYPE.search(body)
    if kind is None:
        raise ValueError(f"the variable {name} has no type")
    return f"### {name}\n\n{_description(body)}\n\n```hcl\n{_outdented(kind[1])}\n```\n"


def _description(body: str) -> str:
    heredoc, string = _HEREDOC.search(body), _STRING.search(body)
    if heredoc:
        text = dedent(heredoc[1]).strip()
    elif string:
        text = string[1].replace('\\"', '"')
    else:
        raise ValueError(f"no description: {body}")
    return text.replace("<", "\\<")


def _outdented(kind: str) -> str:
    """A type as it stands in its variable, two columns further to the left."""
    return kind.replace("\n  ", "\n")


def _terraform_of(directory: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in _in_order(directory))


def _in_order(directory: Path) -> Iterator[Path]:
    """What an entity takes comes first, then what every root takes."""
    yield from sorted(directory.glob("*.tf"), key=lambda path: (path.name != "variables.tf", path.name))


def arrows(modules: Mapping[str, ast.Module]) -> Arrows:
    """Which rooms import which, of modules by dotted name; also what is imported late, or for types alone."""
    rooms = {_room(module) for module in modules} - {None, "__main__"}
    found: dict[str, set[str]] = {room: set() for room in rooms if room}
    for module, tree in modules.items():
        if (room := _room(module)) in rooms and room:
            found[room] |= {other for name in _imported(tree) if (other := _room(name)) in rooms and other} - {room}
    return {room: frozenset(others) for room, others in found.items()}


def diagram(found: Arrows) -> str:
    """The rooms from the inside outwards: drawn without what a longer way says already, then told in full."""
    rooms = sorted(found, key=lambda room: (_height(room, found), room))
    drawn = [f"  {_id(room)} --> {' & '.join(map(_id, shown))}" for room in rooms if (shown := _drawn(room, found))]
    nodes = [f'  {_id(room)}["{_label(room)}"]' for room in rooms]
    rows = [f"| `{_label(room)}` | {_told(found[room])} |" for room in rooms]
    picture = "\n".join(["```mermaid", "flowchart TD", *reversed(nodes), *reversed(drawn), "```"])
    return "\n".join([picture, "", "| room | imports |", "|---|---|", *rows, ""])


def _modules() -> dict[str, ast.Module]:
    paths = sorted((ROOT / PRODUCT).rglob("*.py"))
    return {_module(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in paths}


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _room(module: str) -> str | None:
    """The room that a module lies in; what is imported from a room counts as a module in it."""
    product, *steps = module.split(".")
    if product != PRODUCT or not steps:
        return None
    inner = ".".join(steps[:2])
    return inner if steps[0] == DIVIDED and (ROOT / PRODUCT / inner.replace(".", "/")).is_dir() else steps[0]


def _height(room: str, found: Arrows) -> int:
    return 1 + max((_height(other, found) for other in found[room]), default=0)


def _drawn(room: str, found: Arrows) -> list[str]:
    """What it imports and does not reach over another room."""
    beyond = {far for other in found[room] for far in _reached(other, found)}
    return sorted(found[room] - beyond)


def _reached(room: str, found: Arrows) -> frozenset[str]:
    return found[room].union(*(_reached(other, found) for other in found[room]))


def _id(room: str) -> str:
    return room.replace(".", "_")


def _label(room: str) -> str:
    path = room.replace(".", "/")
    return path if (ROOT / PRODUCT / path).is_dir() else f"{path}.py"


def _told(others: frozenset[str]) -> str:
    return ", ".join(f"`{_label(other)}`" for other in sorted(others)) or "nothing"


if __name__ == "__main__":
    write()
