"""`meshctl schema` prints the language for editors."""

import json
import re
from pathlib import Path

import jsonschema_rs
import yaml

from meshctl.catalogue.language.shape import language
from tests.support.running import in_process, meshctl

SHOP = Path(__file__).parents[2] / "examples" / "shop" / "catalogue"


def test_the_printed_schema_is_the_one_that_meshctl_checks_with(tmp_path: Path) -> None:
    done = meshctl(tmp_path, "schema")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == language()
    assert done.out.endswith("}\n")


def test_it_is_a_schema_that_accepts_the_shop() -> None:
    validator = jsonschema_rs.Draft202012Validator(json.loads(in_process("schema").out))
    files = sorted(path for path in SHOP.rglob("*.yaml") if ".meshctl" not in path.parts)
    assert len(files) > 8
    assert [path.name for path in files if not validator.is_valid(yaml.safe_load(path.read_text()))] == []


def test_it_needs_nothing_from_elsewhere() -> None:
    references = re.findall(r'"\$ref": "([^"]*)"', in_process("schema").out)
    assert references
    assert [reference for reference in references if not reference.startswith("#/$defs/")] == []


def test_the_help_says_how_editors_use_it() -> None:
    assert "#yaml-language-server:$schema=" in "".join(in_process("schema", "--help").out.split())  # it is wrapped
