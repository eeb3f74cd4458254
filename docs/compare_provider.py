"""Compares what our Terraform gives to the AWS provider with the published types of another version of the provider.

    pip download --no-deps cdktf-cdktf-provider-aws==21.22.1
    python docs/compare_provider.py cdktf_cdktf_provider_aws-21.22.1-py3-none-any.whl

with the Python that meshctl is installed for. That package is made from the provider's own schema, and has a class for each
resource and each block with all of their arguments; nothing of it is run. Writes what is found into docs/provider.md, from
where the arguments that we give are taken; a test holds them against `modules/` and `terraform/`. Exit code 1 if one is missing.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

PAGE = Path(__file__).parent / "provider.md"
BEGIN, END = "<!-- begin compared -->", "<!-- end compared -->"
PACKAGE = "cdktf_cdktf_provider_aws"
OF_CDKTF = {"connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioners"}


class Published(NamedTuple):
    """The arguments of a resource or of a block, and those of them that it needs."""

    names: frozenset[str]
    needed: frozenset[str]


def main() -> None:
    """Writes what is found, and exits with whether something is missing."""
    wheel = Path(sys.argv[1])
    rows = re.findall(r"^\| `aws_(\w+)` \| (.*) \|$", PAGE.read_text("utf-8"), re.M)
    given = {kind: re.findall(r"`([\w.]+)`", listed) for kind, listed in rows}
    with ZipFile(wheel) as package:
        modules = {kind: package.read(f"{PACKAGE}/{kind}/__init__.py").decode() for kind in given}
    version = re.findall(r"hashicorp/aws/(\d+\.\d+\.\d+)/docs", modules["sqs_queue"])[0]
    missing = [one for kind, arguments in given.items() for one in _missing(kind, arguments, modules[kind])]
    _write(wheel.name, version, given, missing)
    sys.exit(bool(missing))


def _missing(kind: str, arguments: list[str], module: str) -> Iterator[str]:
    """Arguments that we give and the resource lacks, and those that it needs and we do not give."""
    published = dict(_published(module))
    blocks = {"": f"{_camel(kind)}Config"}
    for argument in arguments:
        for depth in range(argument.count(".")):
            path = argument.rsplit(".", argument.count(".") - depth)[0]
            blocks[path] = _camel(kind) + _camel(path.replace(".", "_"))
    for path, name in blocks.items():
        below = [one.removeprefix(f"{path}.") for one in arguments if not path or one.startswith(f"{path}.")]
        of_block = {one.split(".")[0] for one in below}
        known = published.get(name, Published(frozenset(), frozenset()))
        yield from (f"aws_{kind}: {path}.{one} is not there" for one in sorted(of_block - known.names))
        yield from (f"aws_{kind}: {path}.{one} is needed" for one in sorted(known.needed - of_block))


def _published(module: str) -> Iterator[tuple[str, Published]]:
    for one in ast.parse(module).body:
        if isinstance(one, ast.ClassDef):
            for made in (part for part in one.body if isinstance(part, ast.FunctionDef) and part.name == "__init__"):
                pairs = list(zip(made.args.kwonlyargs, made.args.kw_defaults, strict=True))
                names = {argument.arg for argument, _ in pairs} - OF_CDKTF
                needed = {argument.arg for argument, default in pairs if default is None} - OF_CDKTF
                yield one.name, Published(frozenset(names), frozenset(needed))


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _write(wheel: str, version: str, given: Mapping[str, list[str]], missing: list[str]) -> None:
    count = sum(map(len, given.values()))
    found = "; ".join(missing) or "all of them are there, and whatever a resource or a block needs is given"
    told = f"`{wheel}`, made from the schema of the AWS provider {version}: {count} arguments of {len(given)} resources compared; {found}."
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
