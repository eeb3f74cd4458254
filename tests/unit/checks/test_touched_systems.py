"""What one team has written wrong keeps that team from being applied, and nobody else whom it does not concern."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.app.check.check_catalogue import check_catalogue
from meshctl.catalogue.files import CatalogueFiles
from meshctl.checks.shared.touched_systems import findings_that_touch
from meshctl.model.findings import Finding, errors_of
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.passes.only_systems import only_systems
from meshctl.plan.part_of_mesh import part_of_mesh
from meshctl.topology.unavailable import unavailable
from tests.support.catalogues import CAPTURE, CHECKOUT, MESH, SOUND
from tests.support.drawn_catalogues import SYSTEMS, Texts, catalogue_files, catalogues, generation, mesh_of

TODAY = date(2026, 11, 26)
HOSTILE = [
    "",
    "[",
    "a: b",
    "null",
    "version: 3",
    "event: orders/Nothing",
    "exceptions: []",
    "queues: {}",
    "timeout: 99d",
]
AUDIT = """\
service: audit
logs: {all: {}}
subscribes: {placed: {event: orders/OrderPlaced, deliver_to: {log: all}}}
"""
EXPIRED = "{{check: {}, where: {}, reason: x, until: 2020-01-01}}"


def found_in(files: CatalogueFiles) -> tuple[Mesh, tuple[Finding, ...]]:
    """The mesh, its errors, and what cannot be built of it."""
    checked = check_catalogue(files, TODAY)
    assert checked.mesh
    return checked.mesh, (*errors_of(checked.findings), *unavailable(checked.mesh, [stage_of(checked.mesh)]))


def stage_of(mesh: Mesh) -> Stage:
    stage = mesh.stage("dev")
    assert stage
    return stage


def sharing_an_account(systems: int) -> dict[str, str]:
    """So many systems with log groups, and payments with one, in the account of payments."""
    names = [f"audit-{number}" for number in range(systems)]
    accounts = "".join(f', {one}: "333333333333"' for one in names)
    files = {"mesh.yaml": MESH.replace('"333333333333"', f'"333333333333"{accounts}'), "payments/audit.yaml": AUDIT}
    for one in names:
        files |= {f"{one}/system.yaml": f"system: {one}\nowner: {{team: x}}\n", f"{one}/audit.yaml": AUDIT}
    return files


def touched(files: Mapping[str, str | bytes | None]) -> set[str]:
    """The systems of the sound catalogue that cannot be applied to dev with these files."""
    texts = {path: text for path, text in {**SOUND, **files}.items() if text is not None}
    contents = {path: text if isinstance(text, bytes) else text.encode() for path, text in texts.items()}
    directories = {path.rsplit("/", depth)[0] for path in contents for depth in range(1, path.count("/") + 1)}
    mesh, found = found_in(CatalogueFiles(contents, frozenset({*contents, *directories})))
    return {one for one in ("orders", "payments") if findings_that_touch({one}, mesh, stage_of(mesh), found)}


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Texts, str, CatalogueFiles]:
    """A sound catalogue, a file of a system in it, and the same with that file changed or gone."""
    texts = draw(catalogues())
    path = draw(st.sampled_from(sorted(texts.keys() - {"mesh.yaml"})))
    lines = texts[path].splitlines()
    at = draw(st.integers(0, len(lines) - 1))
    lines[at : at + 1] = draw(st.lists(st.sampled_from(HOSTILE), max_size=2))
    files = catalogue_files({**texts, path: "\n".join(lines)})
    return texts, path, files


@settings(max_examples=150)
@given(damaged(), st.sampled_from(SYSTEMS))
def test_a_system_that_no_finding_touches_can_be_built_and_others_files_do_not_touch_it(
    drawn: tuple[Texts, str, CatalogueFiles], system: str
) -> None:
    texts, path, files = drawn
    mesh, found = found_in(files)
    touching = findings_that_touch({system}, mesh, stage_of(mesh), found)
    if not touching:
        assert generation(part_of_mesh(mesh, stage_of(mesh), {system}))
    whole, directory = mesh_of(texts), path.partition("/")[0]
    wants = (one.wants for one in whole.subscriptions if one.system == system)
    if system != directory and directory not in {one.system for one in wants}:
        assert not touching


@settings(max_examples=60)
@given(catalogues(), st.sets(st.sampled_from(SYSTEMS), min_size=1))
def test_the_part_of_some_systems_is_what_they_are_in_the_whole(texts: Texts, systems: set[str]) -> None:
    mesh = mesh_of(texts)
    whole, part = generation(mesh), generation(part_of_mesh(mesh, stage_of(mesh), systems))
    assert only_systems(systems, whole, part) == whole


@pytest.mark.parametrize(
    ("files", "systems"),
    [
        ({"payments/capture.yaml": "service: [\n"}, {"payments"}),
        ({"orders/system.yaml": "system: [\n"}, {"orders"}),
        ({"orders/checkout.yaml": "service: [\n"}, {"orders", "payments"}),
        ({"orders/basket.yaml": CHECKOUT.replace("checkout", "basket")}, {"orders", "payments"}),
        ({"orders/basket.yaml": "service: [\n"}, {"orders"}),
        ({"payments/capture.yaml": CAPTURE.replace("OrderPlaced\n    w", "OrderPlacd\n    w")}, {"payments"}),
        ({"mesh.yaml": MESH.replace(', payments: "333333333333"', "")}, {"payments"}),
        ({"mesh.yaml": MESH.replace(' orders: "222222222222",', "")}, {"orders", "payments"}),
        ({"mesh.yaml": MESH.replace("{hub", '{billing: "444444444444", hub')}, set()),
        ({"mesh.yaml": MESH + "checks: {unknown-event: off}\n"}, {"orders", "payments"}),
        ({"mesh.yaml": MESH + "  prod: {accounts: {hub: '1'}, deploy_role: D, state: {bucket: b-c-d}}\n".replace("'1'", "'555555555555'")}, set()),
        (
            {
                "mesh.yaml": MESH + f"exceptions: [{EXPIRED.format('event-without-schema', 'orders/checkout')}]\n",
                "orders/checkout.yaml": CHECKOUT.replace("schema: events/OrderPlaced.v1.json, ", ""),
            },
            {"orders"},
        ),
        ({"mesh.yaml": MESH + f"exceptions: [{EXPIRED.format('no-such-check', 'payments')}]\n"}, {"payments"}),
        (sharing_an_account(9), set()),
        (sharing_an_account(10), {"payments"}),
        ({"docker-compose.yaml": "a: b\n"}, {"orders", "payments"}),
    ],
)  # fmt: skip
def test_whom_a_finding_touches(files: dict[str, str], systems: set[str]) -> None:
    assert touched(files) == systems
