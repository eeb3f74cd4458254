"""What docs/provider.md says of the AWS provider: every argument that our Terraform gives it, and nothing else."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from meshctl.aws_facts.aws_provider import OLDEST
from meshctl.catalogue.cascade import own_default

from .documents import ROOT

WRITTEN = [path for folder in ("modules", "terraform") for path in sorted((ROOT / folder).glob("*/*.tf"))]
META = {"count", "depends_on", "for_each", "lifecycle", "provider"}
"""Those of Terraform itself."""
_HEREDOC = re.compile(r"<<-?(\w+)\n.*?^\s*\1$", re.S | re.M)
_BLOCK = re.compile(r'\s*(\w+)((?:\s+"[^"]*")*)\s*\{\s*')
_ARGUMENT = re.compile(r"\s*(\w+)\s*=(?!=)")
_TEXT = re.compile(r'"(?:\\.|[^"\\])*"')
Block = list[str]


def arguments(text: str) -> Iterator[tuple[str, str]]:
    """Type and path of each argument of a resource, in a file in the form of `terraform fmt`."""
    around: list[Block] = []
    open_brackets = 0
    for line in _HEREDOC.sub("null", text).splitlines():
        begun = None if open_brackets else _BLOCK.fullmatch(line)
        if begun:
            around.append([begun[1], *re.findall(r'"([^"]*)"', begun[2])])
        elif not open_brackets and line.strip() == "}":
            around.pop()
        else:
            given = _ARGUMENT.match(line)
            if given and not open_brackets and around and around[0][0] == "resource" and around[-1][0] != "dynamic":
                yield around[0][1], ".".join((*_path(around), given[1]))
            plain = _TEXT.sub("", line.split("#")[0])
            open_brackets += len(re.findall(r"[(\[{]", plain)) - len(re.findall(r"[)\]}]", plain))


def _path(around: list[Block]) -> Iterator[str]:
    return (block[1] if block[0] == "dynamic" else block[0] for block in around[1:] if block[0] != "content")


def given() -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in WRITTEN:
        for kind, argument in arguments(path.read_text("utf-8")):
            if argument.split(".")[0] not in META:
                found[kind].add(argument)
    return found


def _page() -> str:
    return (ROOT / "docs" / "provider.md").read_text("utf-8")


def test_every_argument_is_listed_and_no_other() -> None:
    rows = re.findall(r"^\| `(aws_\w+)` \| (.*) \|$", _page(), re.M)
    assert {kind: set(re.findall(r"`([\w.]+)`", listed)) for kind, listed in rows} == given()


def test_arguments_are_found_in_blocks_that_are_repeated_and_none_within_a_value() -> None:
    text = """\
resource "aws_a" "one" {
  for_each = var.a
  tags     = {
    name = "x"
  }
  dynamic "inner" {
    for_each = var.b
    content {
      value = <<-EOT
        other = 1
      EOT
      last = 1
    }
  }
}
variable "b" {
  type = string
}
"""
    assert {one for _, one in arguments(text)} == {"for_each", "tags", "inner.value", "inner.last"}


def test_modules_meshctl_and_the_page_name_the_same_version() -> None:
    bounds = {
        bound
        for folder in ("modules", "terraform")
        for path in ROOT.glob(f"{folder}/*/versions.tf")
        for bound in re.findall(r'"hashicorp/aws"\s+version = "(.*)"', path.read_text("utf-8"))
    }
    default = own_default("mesh", "aws_provider")
    assert bounds == {f">= {default}"}
    assert ".".join(map(str, OLDEST)) == default
    assert f"the AWS provider, {default}," in _page()


def test_all_that_is_given_was_compared_with_the_published_types_of_a_later_version() -> None:
    compared = re.search(r"(\d+) arguments of (\d+) resources compared; all of them are there", _page())
    assert compared
    assert (int(compared[1]), int(compared[2])) == (sum(map(len, given().values())), len(given()))
