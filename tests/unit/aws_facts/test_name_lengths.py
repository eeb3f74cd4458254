"""What the language and the Terraform modules say of the length of names is what AWS says."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from meshctl.aws_facts import name_lengths
from meshctl.catalogue.language.shape import language
from meshctl.topology.names import Names
from tests.support.shop import shop_mesh

ROOT = Path(__file__).parents[3]
WRITTEN = [path for folder in ("modules", "terraform") for path in sorted((ROOT / folder).glob("*/*.tf"))]
DEFINITIONS = language()["$defs"]
NAME_LENGTH = r"(?:\{1,|at most )([0-9]+)(?:\}| letters)"
NARROWEST = name_lengths.NARROWEST


def most(pattern: str) -> int:
    """The characters that a pattern takes at its end: one of a class, repeated within bounds."""
    (found,) = re.findall(r"\{1,([0-9]+)\}(?:\(\\\.fifo\)\?)?\$$", pattern)
    return int(found)


def arn(kind: str) -> str:
    """The pattern of the ARNs of a kind of channel outside the mesh."""
    (found,) = {one["pattern"] for one in schemas(DEFINITIONS[f"{kind}-arns"]) if "arn:" in str(one.get("pattern"))}
    return found


def schemas(value: object) -> list[dict[str, str]]:
    """All mappings within a part of the language."""
    found: list[dict[str, str]] = []

    def noted(one: dict[str, str]) -> dict[str, str]:
        found.append(one)
        return one

    json.loads(json.dumps(value), object_hook=noted)
    return found


@pytest.mark.parametrize(
    ("kind", "length"),
    [
        ("stream", name_lengths.STREAM),
        ("function", name_lengths.FUNCTION),
        ("bus", name_lengths.BUS),
    ],
)
def test_an_arn_from_outside_ends_in_a_name_that_aws_takes(kind: str, length: int) -> None:
    assert most(arn(kind)) == length


@pytest.mark.parametrize(("kind", "length"), [("queue", name_lengths.QUEUE), ("topic", name_lengths.TOPIC)])
def test_so_it_does_where_it_may_end_in_fifo(kind: str, length: int) -> None:
    assert length - 1 <= most(arn(kind)) + len(".fifo") <= length


def test_the_language_knows_the_lengths_of_roles_buckets_tags_partners_and_detail_types() -> None:
    stage, tags = DEFINITIONS["stage"]["else"]["properties"], DEFINITIONS["defaults"]["properties"]["tags"]
    assert most(stage["deploy_role"]["pattern"]) == name_lengths.ROLE
    bucket = re.search(r"\{1,([0-9]+)\}", stage["state"]["properties"]["bucket"]["pattern"])
    assert bucket and int(bucket[1]) + 2 == name_lengths.BUCKET
    assert most(tags["propertyNames"]["pattern"]) == name_lengths.TAG_KEY
    assert tags["additionalProperties"]["maxLength"] == name_lengths.TAG_VALUE
    assert DEFINITIONS["partner"]["properties"]["source"]["maxLength"] == name_lengths.PARTNER_SOURCE
    assert DEFINITIONS["aws"]["properties"]["types"]["items"]["maxLength"] == name_lengths.DETAIL_TYPE


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: "/".join(path.parts[-3:]))
def test_the_modules_take_names_as_long_as_meshctl_makes_them(path: Path) -> None:
    said = [(line, int(found)) for line in path.read_text().splitlines() for found in re.findall(NAME_LENGTH, line)]
    assert [line for line, length in said if length != (name_lengths.ARCHIVE if "archive" in line else NARROWEST)] == []


def test_there_are_lengths_of_names_in_the_modules() -> None:
    assert sum(len(re.findall(NAME_LENGTH, path.read_text())) for path in WRITTEN) >= 10


def test_everything_else_that_meshctl_makes_is_named_within_what_the_narrowest_takes() -> None:
    assert min(name_lengths.BUS, name_lengths.QUEUE, name_lengths.RULE, name_lengths.ROLE) >= name_lengths.NARROWEST


def test_an_archive_is_named_within_its_own_length() -> None:
    mesh = replace(shop_mesh(), name="a" * 60)
    dev = mesh.stage("dev")
    assert dev
    names = Names.of(mesh, dev)
    assert (len(names.archive("hub")), len(names.name("hub"))) == (name_lengths.ARCHIVE, name_lengths.NARROWEST)
