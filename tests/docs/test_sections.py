"""The generated sections of pages written by hand are up to date, and a module's page tells of all that it makes."""

import re
from pathlib import Path

import pytest

from .documents import ROOT, name_of, script

GENERATOR = script("generate_sections")
MODULES = sorted(path for path in (ROOT / "modules").iterdir() if path.is_dir())
ROOTS = sorted(path for path in (ROOT / "terraform").iterdir() if path.is_dir())
SOURCE = re.compile(r'^ +source += "([^"]+/modules/[^"]+)"', re.M)
RESOURCE = re.compile(r'^resource "(\w+)"', re.M)
PAGES = [*(directory / "README.md" for directory in (*MODULES, *ROOTS)), ROOT / "docs" / "architecture.md"]


@pytest.fixture(scope="module")
def sections() -> dict[Path, str]:
    found: dict[Path, str] = GENERATOR.sections()
    return found


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_generated_section_is_up_to_date(page: Path, sections: dict[Path, str]) -> None:
    written = page.read_text("utf-8")
    assert written == GENERATOR.with_section(written, sections[page]), "run: make docs"


def test_every_page_with_a_section_is_one_of_a_module_or_a_root_or_of_the_rooms(sections: dict[Path, str]) -> None:
    assert set(PAGES) == set(sections)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_modules_page_tells_of_every_resource_that_it_makes(module: Path) -> None:
    made = {kind for path in module.glob("*.tf") for kind in RESOURCE.findall(path.read_text("utf-8"))}
    page = (module / "README.md").read_text("utf-8")
    assert sorted(kind for kind in made if f"`{kind}`" not in page) == []


@pytest.mark.parametrize("root", ROOTS, ids=name_of)
def test_a_roots_page_leads_to_every_module_that_it_is_made_of(root: Path) -> None:
    used = {module for path in root.glob("*.tf") for module in SOURCE.findall(path.read_text("utf-8"))}
    page = (root / "README.md").read_text("utf-8")
    assert sorted(module for module in used if f"({module})" not in page) == []


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_modules_page_has_its_parts_in_order(module: Path) -> None:
    headings = re.findall(r"^## (.+)$", (module / "README.md").read_text("utf-8"), re.M)
    assert headings == ["What it makes", "Why it is protected so", "Example", "Inputs", "Outputs"]


def test_a_description_and_a_type_are_told_however_they_are_written() -> None:
    told = GENERATOR.interface(
        'variable "one" {\n  description = "A \\"<name>\\"."\n  type        = string\n}\n\n'
        "variable \"two\" {\n  description = <<-EOT\n    First.\n    Second.\n  EOT\n"
        "  type = map(object({\n    a = optional(object({\n      b = string\n    }))\n  }))\n\n"
        "  validation {\n    condition = true\n  }\n}\n\n"
        'output "three" {\n  description = "The third."\n  value       = var.one\n}\n'
    )  # fmt: skip
    assert told == (
        '## Inputs\n\n### one\n\nA "\\<name>".\n\n```hcl\nstring\n```\n\n'
        "### two\n\nFirst.\nSecond.\n\n"
        "```hcl\nmap(object({\n  a = optional(object({\n    b = string\n  }))\n}))\n```\n\n"
        "## Outputs\n\n### three\n\nThe third.\n"
    )


def test_a_variable_without_a_description_is_refused() -> None:
    with pytest.raises(ValueError, match="no description"):
        GENERATOR.interface('variable "one" {\n  type = string\n}\n')


@pytest.mark.parametrize("page", ["no marks", "<!-- begin generated -->\n<!-- end generated -->\n" * 2])
def test_a_page_without_exactly_one_place_for_its_section_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="one generated section"):
        GENERATOR.with_section(page, "new")
