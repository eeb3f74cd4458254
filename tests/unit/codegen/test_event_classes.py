"""Each event and each object within it has a name of its own in code, the same one whenever it is made."""

import ast
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meshctl.codegen.event_classes import UsedEvent, event_classes
from meshctl.codegen.harmless_text import class_name, harmless
from meshctl.codegen.python_events import python_events
from meshctl.codegen.sound_models import refuse_unsound_models
from tests.unit.codegen.samples import EVIL, classes_of, event, evil_schemas, evil_texts

steadily = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
LINES = {"properties": {"lines": {"type": "array", "items": {"properties": {"sku": {"type": "string"}}}}}}


def names(*used: UsedEvent) -> list[str]:
    return [one.name for one in event_classes(used)]


def test_each_version_of_an_event_has_a_class() -> None:
    both = [UsedEvent(event("Placed", version), None, True, False) for version in (1, 2)]
    assert names(*both) == ["PlacedV1", "PlacedV2"]


def test_events_of_one_name_are_told_apart_by_their_systems() -> None:
    systems = [UsedEvent(event("Placed", 1, system), None, False, True) for system in ("orders", "cold-store")]
    assert names(*systems) == ["PlacedV1", "ColdStorePlacedV1"]
    text = python_events("orders/checkout", event_classes(systems))
    assert ['event_source: ClassVar[str] = "cold-store.checkout"' in text, text.count("event_source")] == [True, 2]


def test_objects_are_called_after_their_event_and_their_place() -> None:
    assert [one.name for one in classes_of(LINES)[0].classes] == ["Placed0V1", "Placed0V1Lines"]


@steadily
@given(st.lists(evil_schemas, min_size=1, max_size=3))
def test_no_two_classes_have_one_name_and_all_names_are_plain(schemas: list[Any]) -> None:
    found = [one.name for event in classes_of(*schemas) for one in event.classes]
    assert len({name.lower() for name in found}) == len(found)
    assert all(name.isascii() and name.isidentifier() for name in found)


@steadily
@given(st.lists(evil_schemas, min_size=1, max_size=3))
def test_the_same_schemas_give_the_same_classes(schemas: list[Any]) -> None:
    assert classes_of(*schemas) == classes_of(*schemas)


@given(evil_texts)
def test_a_harmless_text_ends_nothing(text: str) -> None:
    told = harmless(text)
    assert told.isprintable() and not set('\\"`{}') & set(told) and "*/" not in told and "\n" not in told
    refuse_unsound_models(f'"""{told}"""\n', [])


@given(evil_texts)
def test_whatever_a_description_holds_the_module_of_events_is_the_same_code(text: str) -> None:
    def code(description: str) -> str:
        used = UsedEvent(event("Placed", description=description), {"description": description}, True, True)
        module = ast.parse(python_events("orders/checkout", event_classes([used])))
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                node.body.pop(0)  # what is told of it
        return ast.unparse(module)

    assert code(text) == code("A customer has paid.")


def test_a_description_stays_readable() -> None:
    assert harmless("A customer has paid; the «total» is in € (no cents).") == (
        "A customer has paid; the «total» is in € (no cents)."
    )


def test_a_text_that_is_none_is_left_out_and_a_long_one_shortened() -> None:
    assert harmless({"a": 1}) == "" and len(harmless("x" * 10_000_000)) == 300


@given(st.sampled_from(EVIL) | st.text())
def test_a_name_of_a_class_is_made_of_plain_letters(words: str) -> None:
    assert class_name(words) == "" or (class_name(words).isascii() and class_name(words).isalnum())
