"""A difference that a shared file makes names that file, for every event that is made of it, and no other."""

from json import dumps
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from meshctl.contracts.developments.developments import Developments
from tests.support.catalogues import CHECKOUT
from tests.unit.contracts.test_compare_catalogues import broken, compared, sentences

SHARED, BETWEEN, EVENT = "schemas/address.json", "schemas/person.json", "orders/events/OrderPlaced.v1.json"
OWN = "orders/events/Own.v1.json"
ADDRESS: dict[str, Any] = {"type": "object", "properties": {"zip": {"type": "integer"}, "street": {"type": "string"}}}
CHANGES: list[dict[str, Any]] = [
    {**ADDRESS, "properties": {**ADDRESS["properties"], "zip": {"type": "string"}}},
    {**ADDRESS, "properties": {"street": {"type": "string"}}},
    {**ADDRESS, "required": ["zip"]},
    {**ADDRESS, "type": "array"},
]
LEADS: list[tuple[Any, str]] = [
    ({"properties": {"a": {"$ref": "../../schemas/address.json"}}}, "a"),
    ({"properties": {"a": {"type": "array", "items": {"$ref": "../../schemas/address.json"}}}}, "a[]"),
    ({"allOf": [{"properties": {"a": {"anyOf": [{"$ref": "../../schemas/address.json"}]}}}]}, "a"),
    ({"properties": {"a": {"$ref": "../../schemas/person.json#/definitions/home"}}}, "a"),
    ({"additionalProperties": {"$ref": "../../schemas/address.json"}}, "*"),
]


def files(event: Any, address: Any, zip_type: str = "integer") -> dict[str, str]:
    """An event that needs the shared file, and one that does not."""
    own = "  Own: {version: 1, schema: events/Own.v1.json}\n"
    between = {"$schema": "http://json-schema.org/draft-07/schema#", "definitions": {"home": {"$ref": "address.json"}}}
    schemas = {EVENT: event, SHARED: address, BETWEEN: between, OWN: {"properties": {"zip": {"type": zip_type}}}}
    return {"orders/checkout.yaml": CHECKOUT + own, **{path: dumps(one) for path, one in schemas.items()}}


def told(found: Developments) -> list[str]:
    return [difference.sentence for one in found.events for difference in one.differences]


@given(st.sampled_from(LEADS), st.sampled_from(CHANGES))
def test_a_change_of_a_shared_file_is_one_of_the_events_that_use_it(lead: tuple[Any, str], change: Any) -> None:
    event, place = lead
    found = compared(files(event, ADDRESS), files(event, change))
    assert [one.event.key for one in found.events] == ["orders/OrderPlaced"]
    assert told(found)
    assert all(f'"{place}' in one and one.endswith(f", in {SHARED}") for one in told(found))


def test_a_change_of_the_own_file_names_none() -> None:
    event = LEADS[0][0]
    found = compared(files(event, ADDRESS), files({**event, "required": ["a"]}, ADDRESS, "string"))
    assert [one.event.key for one in found.events] == ["orders/OrderPlaced", "orders/Own"]
    assert not any(", in " in one for one in told(found))


def test_another_name_of_a_shared_file_changes_no_data() -> None:
    event = LEADS[0][0]
    before = files(event, ADDRESS)
    moved = {EVENT: before[EVENT].replace("address", "postal"), SHARED: None, "schemas/postal.json": before[SHARED]}
    found = compared(before, {**before, **moved, BETWEEN: "{}"})
    assert sentences(found) == ["orders/OrderPlaced.v1 has another schema, which allows the same data"]
    assert broken(found) == []
