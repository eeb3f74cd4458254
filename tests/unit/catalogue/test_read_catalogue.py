from collections.abc import Mapping
from dataclasses import replace

import pytest

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.catalogue.reading import Reading
from tests.support.shop import SHOP, shop_files


def read(changes: Mapping[str, str | None]) -> Reading:
    """The shop's catalogue with files replaced, added or (None) removed."""
    files = shop_files()
    contents = {**files.contents, **{path: text.encode() for path, text in changes.items() if text is not None}}
    gone = {path for path, text in changes.items() if text is None}
    contents = {path: content for path, content in contents.items() if path not in gone}
    return read_catalogue(CatalogueFiles(contents, frozenset((files.paths | set(changes)) - gone)))


def found(changes: Mapping[str, str | None]) -> list[tuple[str, str]]:
    return [(finding.check, str(finding.place)) for finding in read(changes).findings]


SERVICE = (SHOP / "orders" / "tracker.yaml").read_text()
MESH = (SHOP / "mesh.yaml").read_text()


def test_the_shop_is_read_without_a_finding() -> None:
    reading = read({})
    assert (reading.findings, [system.name for system in reading.mesh.systems]) == (
        (),
        ["fulfilment", "orders", "payments"],
    )


def test_defaults_hold_where_a_function_says_nothing() -> None:
    function = read({}).mesh.service("orders/tracker").functions[0]
    assert (function.runtime, function.architecture, function.memory_mb, function.timeout_seconds) == (
        "python3.12",
        "arm64",
        256,
        5,
    )


def test_what_a_function_says_goes_before_defaults() -> None:
    service = SERVICE.replace("handler: handler.handle", "handler: handler.handle, memory: 512MB, timeout: 1m")
    function = read({"orders/tracker.yaml": service}).mesh.service("orders/tracker").functions[0]
    assert (function.memory_mb, function.timeout_seconds) == (512, 60)


def test_paths_are_relative_to_the_file_that_names_them() -> None:
    assert read({}).mesh.service("orders/tracker").functions[0].source == "orders/lambdas/tracker"


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("functions:", "funktions:", ("unknown-key", "orders/tracker.yaml:4:1")),
        ("    deliver_to: {function: tracker}", "    where: {}", ("missing-key", "orders/tracker.yaml:9:5")),
        ("service: tracker", "service: 7", ("wrong-value", "orders/tracker.yaml:1:10")),
        ("  dispatched:", "  Dispatched:", ("wrong-name", "orders/tracker.yaml:8:3")),
        ("event: fulfilment/ShipmentDispatched", "event: fulfilment.ShipmentDispatched", ("wrong-value", "orders/tracker.yaml:9:12")),
        ("event: fulfilment/ShipmentDispatched", "topic: a\n    event: b/C", ("wrong-value", "orders/tracker.yaml:9:5")),
        ("lambdas/tracker", "lambdas/trucker", ("missing-file", "orders/tracker.yaml:5:21")),
        ("lambdas/tracker", "../../etc", ("path-outside-catalogue", "orders/tracker.yaml:5:21")),
        ("lambdas/tracker", "/etc/passwd", ("wrong-value", "orders/tracker.yaml:5:21")),
        ("service: tracker", "service: trakker", ("misplaced-name", "orders/tracker.yaml:1:10")),
        ("handler: handler.handle", "handler: handler.handle, timeout: 20m", ("out-of-range", "orders/tracker.yaml:5:72")),
        ("handler: handler.handle", "handler: handler.handle, memory: 64MB", ("out-of-range", "orders/tracker.yaml:5:71")),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_what_is_wrong_in_a_service_is_found_at_its_place(old: str, new: str, finding: tuple[str, str]) -> None:
    assert found({"orders/tracker.yaml": SERVICE.replace(old, new)}) == [finding]


def test_an_unquoted_account_number_is_a_finding_and_no_number() -> None:
    mesh = MESH.replace('"222222222222"', "022222222222")
    findings = read({"mesh.yaml": mesh}).findings
    assert [(one.check, one.help) for one in findings] == [("wrong-value", "put it in quotes")]


def test_a_misspelt_key_is_offered_the_right_one() -> None:
    findings = read({"orders/tracker.yaml": SERVICE.replace("subscribes:", "subscribe:")}).findings
    assert findings[0].help == 'did you mean "subscribes"?'


@pytest.mark.parametrize(
    ("named", "help_"),
    [
        ("lambdas/trucker", 'did you mean "lambdas/tracker"?'),
        ("code", "write it, or name what is there: a path begins"),
    ],
)
def test_a_file_that_is_not_there_is_answered_with_what_is(named: str, help_: str) -> None:
    (one,) = read({"orders/tracker.yaml": SERVICE.replace("lambdas/tracker", named)}).findings
    assert one.help.startswith(help_)


def test_all_findings_of_all_files_show_at_once() -> None:
    changes = {
        "orders/tracker.yaml": "a: [",
        "payments/capture.yaml": "x: 1",
        "mesh.yaml": MESH.replace("region", "regoin"),
    }
    assert {place.split(":")[0] for _, place in found(changes)} == set(changes)


def test_a_broken_service_leaves_its_system_incomplete_but_there() -> None:
    systems = {system.name: system.complete for system in read({"orders/tracker.yaml": "a: ["}).mesh.systems}
    assert systems == {"fulfilment": True, "orders": False, "payments": True}


def test_without_mesh_yaml_there_is_no_mesh() -> None:
    reading = read({"mesh.yaml": None})
    assert (reading.mesh, [finding.check for finding in reading.findings]) == (None, ["missing-file"])


def test_a_directory_with_services_needs_a_system() -> None:
    assert found({"billing/invoicer.yaml": "service: invoicer\n"}) == [("missing-file", "billing/system.yaml:1:1")]


@pytest.mark.parametrize("path", ["orders/refund.yml", "notes.yaml"])
def test_a_yaml_file_that_means_nothing_is_not_ignored_silently(path: str) -> None:
    assert found({path: "a: 1\n"}) == [("unexpected-file", f"{path}:1:1")]


def test_what_cannot_be_read_is_said() -> None:
    files = replace(shop_files(), unreadable={"orders/secret.yaml": "Permission denied"})
    assert [finding.check for finding in read_catalogue(files).findings] == ["unreadable-file"]


def test_text_that_looks_like_a_template_is_text() -> None:
    reading = read({"orders/tracker.yaml": SERVICE.replace("Tells customers", "'${path.root} %{if} {{x}}'#")})
    assert reading.mesh.service("orders/tracker").description == "${path.root} %{if} {{x}}"


def test_a_default_out_of_range_is_found_once_where_it_stands() -> None:
    assert found({"mesh.yaml": MESH.replace("memory: 256MB", "memory: 64MB")}) == [("out-of-range", "mesh.yaml:20:64")]


@pytest.mark.parametrize(
    ("handler", "beside", "places"),
    [
        ("handler.handle", "handler.py", []),
        ("hander.handle", "handler.py", ["orders/tracker.yaml:5:47"]),
        ("package.handler.handle", "package/handler.py", []),
        ("package.handle", "package/__init__.py", []),
        ("framework.handle", "requirements.txt", []),
    ],
)
def test_the_module_of_a_handler_is_in_its_source_or_required_there(
    handler: str, beside: str, places: list[str]
) -> None:
    service = SERVICE.replace("handler.handle", handler)
    findings = found({"orders/tracker.yaml": service, f"orders/lambdas/tracker/{beside}": ""})
    assert findings == [("missing-file", place) for place in places]
