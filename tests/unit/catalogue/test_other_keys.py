"""A key that may not stand where it stands: what was meant is said, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.catalogue.language.other_keys import instead_of, owners_of_keys
from meshctl.catalogue.language.shape import language

OWNERS = owners_of_keys(language())
TOPIC, SERVICE, STREAM = (list(language()["$defs"][name]["properties"]) for name in ("topic", "service", "stream"))


@pytest.mark.parametrize(
    ("key", "known", "said"),
    [
        ("retry", TOPIC, '"retry" is said of defaults, subscription; here there is: description, order'),
        ("visibility", STREAM, '"visibility" is said of publication, queue; here there is: description, keep, shards'),
        ("memory", STREAM, '"memory" is said of function; here there is: description, keep, shards'),
        ("shard", STREAM, 'did you mean "shards"?'),
        ("topic", SERVICE, 'did you mean "topics"?'),
        ("bus", SERVICE, 'did you mean "buses"?'),
        ("colour", TOPIC, "there is: description, order"),
    ],
)
def test_a_key_is_answered_with_what_it_means(key: str, known: list[str], said: str) -> None:
    assert instead_of(key, known, OWNERS) == said


@given(st.sampled_from(sorted(OWNERS)), st.sampled_from([*language()["$defs"].values()]))
def test_no_key_of_the_language_is_taken_for_another_one(key: str, definition: dict[str, object]) -> None:
    known = set(definition.get("properties", ())) - {key, f"{key}s", f"{key}es", key.removesuffix("s")}  # type: ignore[call-overload]
    assert "did you mean" not in instead_of(key, known, OWNERS)
