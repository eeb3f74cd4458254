"""Whatever becomes of one file, what is told of other systems stays as it was, or is said to be unknown."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.app.check.check_catalogue import check_catalogue
from meshctl.app.check.readable_mesh import ReadableMesh, readable_mesh
from meshctl.app.events.receivers.gather_ways import gather_ways
from meshctl.app.events.simulate import simulate
from meshctl.app.tell.built_ways import BuiltWays
from meshctl.app.tell.list_routes import routes
from meshctl.app.tell.list_things import LISTS
from meshctl.app.tell.show_thing import DETAILS
from meshctl.catalogue.files import CatalogueFiles
from meshctl.model.mesh import Mesh
from tests.support.shop import shop_files, shop_mesh

FILES, WHOLE, TODAY = shop_files(), shop_mesh(), date(2026, 11, 26)
BREAKABLE = sorted(path for path in FILES.contents if path != "mesh.yaml")
HOSTILE = ["", "[", "\t", "a: b", "x: &y", "null", "event: orders/Nothing", "version: 2", "\x00", "- 1"]
PEOPLE = {"consumers", "senders", "workflows", "readers", "subscriptions"}
"""Fields that name users of a thing, who may be of any system."""


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, CatalogueFiles]:
    """One file that is gone, unreadable, other bytes, or has another line."""
    path = draw(st.sampled_from(BREAKABLE))
    content = draw(st.one_of(st.none(), st.binary(max_size=40), changed_line(FILES.contents[path])))
    rest = {one: text for one, text in FILES.contents.items() if one != path}
    if content is None and draw(st.booleans()):
        return path, CatalogueFiles(rest, FILES.paths, {path: "permission denied"})
    if content is None:
        return path, CatalogueFiles(rest, FILES.paths - {path})
    return path, CatalogueFiles({**rest, path: content}, FILES.paths)


def changed_line(content: bytes) -> st.SearchStrategy[bytes]:
    lines = content.splitlines(keepends=True)
    return st.tuples(st.integers(0, len(lines) - 1), st.sampled_from(HOSTILE)).map(
        lambda one: b"".join([*lines[: one[0]], one[1].encode() + b"\n", *lines[one[0] + 1 :]])
    )


def part_of(files: CatalogueFiles) -> ReadableMesh:
    return readable_mesh(check_catalogue(files, TODAY))


def of_others(told: Sequence[Any], system: str) -> Iterator[dict[str, Any]]:
    """What is told of things of other systems, without what users in that system do with them."""
    for one in told:
        if one.name.partition("/")[0] != system:
            yield {key: _without(key, value, system) for key, value in one._asdict().items()}


def _without(key: str, value: Any, system: str) -> Any:
    if key == "summary":
        return {inner: _without(inner, told, system) for inner, told in value._asdict().items()}
    if key not in PEOPLE or isinstance(value, int):
        return value
    named = (getattr(one, "name", one) for one in value)
    return [one for one in named if not one.startswith(f"{system}/")]


@given(broken())
@settings(max_examples=150, deadline=None)
def test_what_is_listed_of_other_systems_stays(drawn: tuple[str, CatalogueFiles]) -> None:
    path, files = drawn
    system, mesh = path.partition("/")[0], part_of(files).mesh
    for tell in LISTS.values():
        assert [*of_others(tell(mesh), system)] == [*of_others(tell(WHOLE), system)]


@given(broken())
@settings(max_examples=60, deadline=None)
def test_what_is_shown_of_one_thing_of_another_system_stays(drawn: tuple[str, CatalogueFiles]) -> None:
    path, files = drawn
    system, mesh = path.partition("/")[0], part_of(files).mesh
    for service in (one for one in WHOLE.services if one.system != system):
        for sort in ("service", "subscription", "channel"):
            for name in names_in(service.key, sort):
                assert shown(mesh, sort, name, system) == shown(WHOLE, sort, name, system)


def names_in(service: str, sort: str) -> list[str]:
    listed = LISTS[f"{sort}s"](WHOLE)
    return [one.name for one in listed if f"{one.name}/".startswith(f"{service}/")]


def shown(mesh: Mesh, sort: str, name: str, system: str) -> list[Any]:
    found = (one._asdict() for one in DETAILS[sort](mesh, name))
    return [{key: _without(key, value, system) for key, value in one.items() if key != "publishes"} for one in found]


@given(broken())
@settings(max_examples=150, deadline=None)
def test_each_route_between_other_systems_stays(drawn: tuple[str, CatalogueFiles]) -> None:
    path, files = drawn
    system, mesh = path.partition("/")[0], part_of(files).mesh
    wanted = {one.key for one in WHOLE.subscriptions if system not in (one.system, one.wants.system)}
    for stage in mesh.stages:
        whole = {one.name: one for one in routes(WHOLE, stage, BuiltWays.of(WHOLE, stage)) if one.name in wanted}
        built = BuiltWays.of(mesh, stage)
        assert {one.name: one for one in routes(mesh, stage, built) if one.name in wanted} == whole
        assert not wanted & built.obstacles.keys()


@given(broken())
@settings(max_examples=150, deadline=None)
def test_who_of_other_systems_gets_an_event_stays_and_what_is_lacking_is_said(
    drawn: tuple[str, CatalogueFiles],
) -> None:
    path, files = drawn
    system, part = path.partition("/")[0], part_of(files)
    for event in (one for one in WHOLE.events if one.system != system):
        said = {"source": event.source, "detail-type": event.detail_type, "detail": {"data": {"total": 5}}}
        for stage in part.mesh.stages:
            told, before = (simulate(gather_ways(one, stage), said) for one in (part.mesh, WHOLE))
            assert [one for one in told.deliveries if not one.subscription.startswith(f"{system}/")] == [
                one for one in before.deliveries if not one.subscription.startswith(f"{system}/")
            ]
            assert told.unread == part.mesh.unread


@given(broken())
@settings(max_examples=150, deadline=None)
def test_a_service_that_is_no_more_there_is_in_a_file_that_is_named(drawn: tuple[str, CatalogueFiles]) -> None:
    path, files = drawn
    part, is_there = part_of(files), path in files.contents or path in files.unreadable
    for service in WHOLE.services:
        if service.place.file == path and is_there and part.mesh.service(service.key) is None:
            assert path in part.lacking
            assert part.lacking[path]
