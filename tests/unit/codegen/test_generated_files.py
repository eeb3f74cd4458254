"""Which files codegen knows for its own, and which of these are left over."""

from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.write.event_code import ALL_FILES
from meshctl.codegen.generated_files import GeneratedFiles, GeneratedForService, left_over

services = st.from_regex(r"[a-z][a-z0-9-]{0,8}/[a-z][a-z0-9-]{0,8}", fullmatch=True)
writers = st.builds(GeneratedForService, services, st.booleans())
paths = st.sampled_from(["a/mesh_events/models.py", "b/mesh_events/models.py", "mesh_events.ts"])


@given(writers, st.sampled_from(ALL_FILES), st.text(max_size=9))
def test_what_was_written_is_known_by_its_first_line(written: GeneratedForService, path: str, text: str) -> None:
    files = GeneratedFiles.headed(written, {path: text})
    first_line = files.texts[path].encode().split(b"\n")[0]
    assert GeneratedForService.by(first_line) == written
    assert [*files.of_others({path: first_line})] == []


@given(st.binary(max_size=200))
def test_any_other_first_line_is_nobodys(first_line: bytes) -> None:
    assert GeneratedForService.by(first_line) is None


@given(st.dictionaries(paths, writers), services, st.sets(paths))
def test_what_was_written_for_another_service_is_never_left(
    found: dict[str, GeneratedForService], service: str, wanted: set[str]
) -> None:
    assert {found[one].service for one in left_over(found, service, wanted)} <= {service}


@given(st.dictionaries(paths, writers, min_size=1))
def test_without_events_all_of_a_service_is_left(found: dict[str, GeneratedForService]) -> None:
    for service in {one.service for one in found.values()}:
        assert left_over(found, service, None) == [path for path, one in found.items() if one.service == service]


def test_what_lies_beside_no_function_is_left_but_where_it_was_said() -> None:
    beside, old, out = (f"{one}/mesh_events/models.py" for one in ("work", "old", "shared"))
    found = {
        beside: GeneratedForService("a/b"),
        old: GeneratedForService("a/b"),
        out: GeneratedForService("a/b", elsewhere=True),
    }
    assert left_over(found, "a/b", [beside]) == [old]
