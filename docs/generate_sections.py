"""Writes the generated sections of pages that are otherwise written by hand: what Terraform takes and gives, and the rooms.

A section stands between two comments; what is around it is left alone. Reads the tree and imports nothing of meshctl.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parent.parent

_MARKED = re.compile(r"(<!-- begin generated -->\n).*?(<!-- end generated -->)", re.DOTALL)
_BLOCK = re.compile(r'^(variable|output) "([a-z_]+)" \{\n(.*?)^\}$', re.MULTILINE | re.DOTALL)
_HEREDOC = re.compile(r"^  description += <<-EOT\n(.*?)^  EOT$", re.MULTILINE | re.DOTALL)
_STRING = re.compile(r'^  description += "(.*)"$', re.MULTILINE)
_TYPE = re.compile(r"^  type += ([^\n]*\(\{\n.*?^  \}\)+|[^\n]*)$", re.MULTILINE | re.DOTALL)


def sections() -> dict[Path, str]:
    """The generated section by the page that holds it."""
    directories = sorted(path.parent for part in ("modules", "terraform") for path in ROOT.glob(f"{part}/*/README.md"))
    return {directory / "README.md": interface(_terraform_of(directory)) for directory in directories}


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


if __name__ == "__main__":
    write()
