"""Of a reference that leads nowhere the definition, or the file, is told that was meant."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from meshctl.json_schema.near_references import MOST_COMPARED, definition_meant, file_meant
from meshctl.json_schema.subschemas import Path

PATHS: list[Path] = [(), ("properties", "Adress"), ("$defs", "PostalAddress"), ("components", "schemas", "LineItem")]
FILES = ["orders/events/OrderPlaced.v1.json", "schemas/postal-address.json", "payments/events/Captured.json"]


@st.composite
def misspelt(draw: st.DrawFn, name: str) -> str:
    """The name with a letter left out or put in, or in another case."""
    at = draw(st.integers(1, len(name) - 1))
    forms = [
        name[:at] + name[at + 1 :],
        name[:at] + draw(st.sampled_from("aeX")) + name[at:],
        name.lower(),
        name.upper(),
    ]
    return draw(st.sampled_from([name, *forms]))


@given(
    misspelt("PostalAddress"), st.sampled_from(["/$defs/", "/definitions/", "/components/schemas/", "", "definitions/"])
)
def test_a_definition_is_found_by_a_name_that_is_nearly_its_own_wherever_it_was_sought(name: str, before: str) -> None:
    assert definition_meant(before + name, PATHS) == "#/$defs/PostalAddress"


@given(misspelt("postal-address"), st.sampled_from(["", "schemas/", "../", "..\\..\\schemas\\", "../../../common/"]))
def test_a_file_is_found_by_a_name_that_is_nearly_its_own(name: str, before: str) -> None:
    for end in ("", ".json", ".json "):
        assert file_meant(before + name + end, FILES[0], FILES) == "../../schemas/postal-address.json"


def test_nothing_is_guessed_where_no_name_is_near() -> None:
    assert definition_meant("/$defs/Money", PATHS) is None
    assert definition_meant("/properties/Adress", PATHS) is None
    assert file_meant("money.json", FILES[0], FILES) is None
    assert file_meant("OrderPlaced.v1.json", FILES[0], FILES[:1]) is None


def test_very_many_and_very_long_names_take_little_time() -> None:
    begun = process_time()
    many: list[Path] = [("$defs", "a" * 5_000 + str(number)) for number in range(20 * MOST_COMPARED)]
    assert definition_meant("b" * 100_000, many) is None
    assert process_time() - begun < 5
