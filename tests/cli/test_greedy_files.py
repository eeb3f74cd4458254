"""A file as large as may be, and wrong in every line, is told within bounds of memory and time.

The bounds are those of the operating system: a process that wants more fails, with a traceback or a signal.
"""

import resource
import sys
from collections.abc import Callable
from itertools import accumulate, takewhile
from pathlib import Path

import pytest

from meshctl.catalogue.documents.yaml_documents import MAX_BYTES
from meshctl.catalogue.language.shape import READ_IN_FULL
from tests.support.bounded import LONG
from tests.support.catalogues import CAPTURE, CHECKOUT, MESH, write_catalogue
from tests.support.running import meshctl_process

pytestmark = [
    pytest.mark.bounds,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does it"),
]
MEMORY = 500_000_000
LARGEST = MAX_BYTES - 1
MESH_FILE, SERVICE_FILE, OTHER_FILE, SCHEMA = (
    "mesh.yaml",
    "orders/checkout.yaml",
    "payments/capture.yaml",
    "orders/events/OrderPlaced.v1.json",
)


def many(line: Callable[[int], str], size: int) -> str:
    """As many lines as fit into `size` bytes."""
    numbers = range(size)
    sizes = accumulate(len(line(number)) for number in numbers)
    return "".join(line(number) for number, _ in zip(numbers, takewhile(lambda sum_: sum_ < size, sizes), strict=False))


WRONG: dict[str, tuple[str, str, Callable[[int], str]]] = {
    "a key again and again": (SERVICE_FILE, CHECKOUT, lambda _: "a:\n"),
    "unknown keys": (SERVICE_FILE, CHECKOUT, lambda n: f"k{n}:\n"),
    "unknown keys in a line": (SERVICE_FILE, "{service: checkout, a: b", lambda n: f", k{n}: 1"),
    "events that are named wrongly": (SERVICE_FILE, CHECKOUT, lambda n: f"  k{n}: {{}}\n"),
    "events that say nothing": (SERVICE_FILE, CHECKOUT, lambda n: f"  K{n}: {{}}\n"),
    "subscriptions that say nothing": (SERVICE_FILE, CHECKOUT + "subscribes:\n", lambda n: f"  k{n}: {{}}\n"),
    "subscriptions to nothing": (
        SERVICE_FILE,
        CHECKOUT + "subscribes:\n",
        lambda n: f"  k{n}: {{event: x/Y, deliver_to: {{queue: z}}}}\n",
    ),
    "exceptions that are none": (SERVICE_FILE, CHECKOUT + "exceptions:\n", lambda _: "- 1\n"),
    "exceptions from nothing": (
        SERVICE_FILE,
        CHECKOUT + "exceptions:\n",
        lambda _: "- {check: x, reason: y, until: 2999-01-01}\n",
    ),
    "stages that are none": (MESH_FILE, MESH, lambda n: f"  k{n}: 1\n"),
    "checks that there are not": (MESH_FILE, MESH + "checks:\n", lambda n: f"  k{n}: error\n"),
    "tags that are no text": (MESH_FILE, MESH + "defaults:\n  tags:\n", lambda n: f"    k{n}: 1\n"),
    "a list": (SERVICE_FILE, "", lambda _: "- 1\n"),
    "a secret a line": (SERVICE_FILE, CHECKOUT, lambda _: "#AKIAIOSFODNN7EXAMPLE\n"),
    "a filter of many fields": (OTHER_FILE, CAPTURE + "    where:\n", lambda n: f"      k{n}: [1]\n"),
    "a filter of stars": (OTHER_FILE, CAPTURE + "    where:\n      total:\n      - wildcard: a", lambda _: "*a"),
    "a key of a schema again and again": (SCHEMA, '{"a": 1', lambda _: ', "a": 1'),
}
ENDS = {"unknown keys in a line": "}", "a key of a schema again and again": "}"}


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (LONG, LONG))


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_wrong_in_every_line_is_told_within_bounds(tmp_path: Path, name: str) -> None:
    assert_told(tmp_path, name, LARGEST)


@pytest.mark.parametrize("name", ["events that are named wrongly", "subscriptions that say nothing"])
def test_so_is_the_largest_file_of_which_all_errors_are_looked_for(tmp_path: Path, name: str) -> None:
    assert_told(tmp_path, name, READ_IN_FULL - 1)


def assert_told(directory: Path, name: str, size: int) -> None:
    """Writes the file up to `size` bytes and checks it."""
    file, start, line = WRONG[name]
    write_catalogue(directory, {file: start + many(line, size - len(start) - 2) + ENDS.get(name, "")})
    done = meshctl_process(directory, "check", before=_bounded)
    assert (done.code, "Traceback" in done.err) == (1, False)
    assert f"--> {file}:" in done.out


@pytest.mark.parametrize("file", [MESH_FILE, "orders/system.yaml", SERVICE_FILE, SCHEMA])
def test_a_file_of_100_mb_is_not_read(tmp_path: Path, file: str) -> None:
    with (write_catalogue(tmp_path) / file).open("r+b") as sparse:
        sparse.truncate(100_000_000)
    done = meshctl_process(tmp_path, "check", "--format", "json", before=_bounded)
    assert (done.code, done.err) == (1, "")
    assert any(shown.endswith(f"{file}:1:1") for shown in done.shown)
    assert "1,000,000 bytes" in done.out


ALIASES = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)
)
SUBTLE: dict[str, tuple[str, str, str]] = {
    "aliases that double 24 times": (SERVICE_FILE, ALIASES, f"unsupported-yaml {SERVICE_FILE}:1:4"),
    "an alias of itself": (SERVICE_FILE, "a: &a [*a]\n", f"unsupported-yaml {SERVICE_FILE}:1:4"),
    "merge keys of aliases": (MESH_FILE, "a: &a {b: c}\nd: {<<: [*a, *a]}\n", f"unsupported-yaml {MESH_FILE}:1:4"),
    "a schema from the network": (SCHEMA, '{"$ref": "http://127.0.0.1:9/a.json"}', f"invalid-schema {SCHEMA}:1:10"),
    "a schema from a file": (SCHEMA, '{"$ref": "file:///dev/zero"}', f"invalid-schema {SCHEMA}:1:10"),
    "a schema from its own file": (SCHEMA, '{"$ref": "OrderPlaced.v1.json"}', f"invalid-schema {SCHEMA}:1:1"),
    "a schema from outside": (SCHEMA, '{"$ref": "../../../etc/passwd"}', f"invalid-schema {SCHEMA}:1:10"),
    "a schema that is itself": (SCHEMA, '{"$ref": "#"}', f"invalid-schema {SCHEMA}:1:1"),
    "a dialect from the network": (SCHEMA, '{"$schema": "http://127.0.0.1:9/a"}', f"invalid-schema {SCHEMA}:1:13"),
    "an expression that is huge once compiled": (
        SCHEMA,
        '{"pattern": "((((a{99}){99}){99}){99}){99}"}',
        f"invalid-schema {SCHEMA}:1:13",
    ),
    "a filter of many combinations": (
        OTHER_FILE,
        CAPTURE + "    where: {" + ", ".join(f"f{n}: {{$or: [{{a: [1]}}, {{b: [1]}}]}}" for n in range(30)) + "}\n",
        f"invalid-pattern {OTHER_FILE}",
    ),
}


@pytest.mark.parametrize("name", SUBTLE)
def test_what_is_small_and_would_explode_is_a_finding(tmp_path: Path, name: str) -> None:
    file, text, expected = SUBTLE[name]
    done = meshctl_process(write_catalogue(tmp_path, {file: text}), "check", "--format", "json", before=_bounded)
    assert (done.code, done.err) == (1, "")
    assert any(shown.startswith(expected) for shown in done.shown)


@pytest.mark.parametrize("expression", ["^(a+)+$", "^(a|a)*b$", "(.*)*x", "^(?=(a+)+$)a", "(a?){40}a{40}"])
def test_an_expression_that_explodes_when_it_is_asked_is_never_asked(tmp_path: Path, expression: str) -> None:
    schema = f'{{"properties": {{"total": {{}}, "a": {{"pattern": "{expression}", "default": "{"a" * 200}!"}}}}}}'
    done = meshctl_process(write_catalogue(tmp_path, {SCHEMA: schema}), "check", "--format", "json", before=_bounded)
    assert (done.code, done.err) == (0, "")
    assert {one.partition(" ")[0] for one in done.shown} <= {"contradictory-schema"}


def test_links_that_lead_to_each_other_are_findings(tmp_path: Path) -> None:
    orders = write_catalogue(tmp_path) / "orders"
    (orders / "one.yaml").symlink_to("two.yaml")
    (orders / "two.yaml").symlink_to("one.yaml")
    done = meshctl_process(tmp_path, "check", "--format", "json", before=_bounded)
    assert (done.code, done.shown) == (
        1,
        ["unreadable-file orders/one.yaml:1:1", "unreadable-file orders/two.yaml:1:1"],
    )
    (tmp_path / "self").symlink_to("self")
    done = meshctl_process(tmp_path, "check", "--catalogue", "self", before=_bounded)
    assert (done.code, done.err.startswith('error: there is no catalogue at "self"\n')) == (1, True)
