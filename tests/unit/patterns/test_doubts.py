"""What of a pattern AWS takes or refuses, and what its author meant: told with what to write instead."""

from json import dumps, loads
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.patterns import InvalidPattern, Pattern
from meshctl.patterns.explaining.doubts import doubts

NAMES = st.sampled_from(["total", "country", "id-type", "note", "a", "x.y"])
TEXTS = st.text("abcxyz-", min_size=1, max_size=8)
NUMBERS = st.integers(-1_000, 1_000)
OPERATORS: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("prefix", "suffix", "wildcard", "equals-ignore-case", "exactly"), TEXTS),
    "cidr": st.sampled_from(["10.0.0.0/8", "2001:db8::/32"]),
    "numeric": st.builds(lambda sign, number: [sign, number], st.sampled_from(["<", "<=", "=", ">", ">="]), NUMBERS),
    "exists": st.booleans(),
    "anything-but": TEXTS | NUMBERS,
}
MEANT = st.sampled_from(sorted(OPERATORS)).flatmap(lambda name: st.tuples(st.just(name), OPERATORS[name]))


def told(pattern: Any, *, where: bool = False) -> str:
    """What is said of a pattern, taken or refused."""
    try:
        Pattern.parse(pattern)
    except InvalidPattern as refused:
        return refused.reason
    return " ".join(f"{one.sentence}; {one.help}" for one in doubts(pattern, where=where))


def misspelt(name: str) -> list[str]:
    first, *rest = name.split("-")
    return [name.upper(), name.title(), name.replace("-", "_"), first + "".join(map(str.title, rest))]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(NAMES, MEANT)
def test_an_operator_as_a_field_is_told_to_stand_in_a_list(field: str, meant: tuple[str, Any]) -> None:
    name, operand = meant
    right = dumps([{name: operand}])
    listed = operand if name == "numeric" else [operand]
    assert told({field: {name: listed}}, where=True).endswith(f'write "{field}": {right}')
    if name != "numeric":
        assert told({field: {name: operand}}, where=True).endswith(f'write "{field}": {right}')
    Pattern.parse({field: loads(right)})


@settings(max_examples=150, deadline=None, derandomize=True)
@given(NAMES, MEANT)
def test_what_is_written_as_told_is_in_no_doubt(field: str, meant: tuple[str, Any]) -> None:
    name, operand = meant
    assert told({"detail": {field: [{name: operand}]}}) == ""


@settings(max_examples=150, deadline=None, derandomize=True)
@given(NAMES, MEANT, st.integers(0, 3))
def test_a_misspelt_operator_is_known(field: str, meant: tuple[str, Any], spelling: int) -> None:
    name, operand = meant
    written = misspelt(name)[spelling]
    if written != name:
        assert told({field: [{written: operand}]}) == f"'{written}' is no operator here; did you mean '{name}'?"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(NAMES, NAMES, TEXTS, st.sampled_from(["anything-but", "$not", "equals-ignore-case"]), st.booleans())
def test_an_operator_above_its_field_is_turned_inside_out(
    field: str, above: str, text: str, operator: str, below: bool
) -> None:
    meant = dumps([{operator.replace("$not", "anything-but"): text}])
    pattern = {operator: {field: [text]}}
    assert told({above: pattern} if below else pattern, where=True).endswith(f'write "{field}": {meant}')
    Pattern.parse({field: loads(meant)})


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(["lines", "sku", "total", "x-y"]), min_size=1, max_size=3),
    st.sampled_from(["[0]", "[*]", "[]", "[12]"]),
    st.sampled_from(["", "$.", "$.detail."]),
)
def test_a_path_of_other_languages_is_told_as_a_dotted_name(names: list[str], position: str, root: str) -> None:
    path = root + ".".join(name + position for name in names)
    assert told({path: ["a"]}, where=True).endswith(f'write "{".".join(names)}"')


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    NAMES,
    st.sampled_from(["prefix", "suffix", "wildcard", "equals-ignore-case"]),
    st.lists(TEXTS, min_size=1, max_size=3),
)
def test_a_list_of_operators_within_anything_but_is_turned_inside_out(field: str, name: str, texts: list[str]) -> None:
    right = {"anything-but": {name: texts[0] if len(texts) == 1 else texts}}
    assert told({field: [{"anything-but": [{name: text} for text in texts]}]}).endswith(f"write {dumps(right)}")
    Pattern.parse({field: [right]})


@settings(max_examples=100, deadline=None, derandomize=True)
@given(NAMES, st.recursive(TEXTS | NUMBERS, lambda inner: st.dictionaries(TEXTS, inner, max_size=2), max_leaves=3))
def test_text_that_holds_json_is_told(field: str, inner: Any) -> None:
    assert "without the quotes" in told({field: [dumps([inner])]}, where=True)
    assert "without the quotes" in told({field: dumps({"a": inner})}, where=True)


@pytest.mark.parametrize(
    "name", ["detailType", "DetailType", "detail_type", "detail type", "DETAIL-TYPE", "detailtype"]
)
def test_the_detail_type_is_known_however_it_is_spelt(name: str) -> None:
    assert told({name: ["OrderPlaced"]}).endswith('write "detail-type"')


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ({"source": {"prefix": "aws.ec2"}}, 'write "source": [{"prefix": "aws.ec2"}]'),
        ({"source": {"Prefix": ["aws.ec2"]}}, ""),
        ({"Source": ["a"]}, 'write "source"'),
        ({"details": {"a": [1]}}, 'write "detail"'),
        ({"order_id": ["o-1"]}, '{"detail": {"order_id": ...}}'),
        ({"detail": '{"a": [1]}'}, "without the quotes"),
        ({"detail": {"a": {"exists": "true"}}}, 'write "a": [{"exists": true}]'),
        ({"detail": {"a": {"exists": ["false"]}}}, 'write "a": [{"exists": false}]'),
        ({"detail": {"a": [{"prefix": ["x", "y"]}]}}, '[{"prefix": "x"}, {"prefix": "y"}]'),
        ({"detail": {"a": [{"cidr": ["10.0.0.0/8"]}]}}, '[{"cidr": "10.0.0.0/8"}]'),
        ({"detail": {"a": [{"numeric": ">=5"}]}}, 'here that is [">=", 5]'),
        ({"detail": {"a": [{"numeric": [">=5"]}]}}, 'here that is [">=", 5]'),
        ({"detail": {"a": [{"numeric": [">", "5"]}]}}, "a number has no quotes"),
        ({"detail": {"a": [">=5"]}}, 'write {"numeric": [">=", 5]}'),
        ({"detail": {"a": ["10.0.0.0/8"]}}, 'write {"cidr": "10.0.0.0/8"}'),
        ({"detail": {"a": ["o-*"]}}, 'write {"wildcard": "o-*"}'),
        ({"or": [{"source": ["a"]}, {"source": ["b"]}]}, "write '$or'"),
        ({"$and": [{"source": ["a"]}, {"source": ["b"]}]}, "all have to match"),
        ({"all_of": [{"source": ["a"]}, {"source": ["b"]}]}, "all have to match"),
        ({"detail": {"lines": [{"sku": ["a"], "n": [1]}]}}, 'write "lines": {"sku": ["a"], "n": [1]}'),
        ({"detail": {"lines": [{"prefx": ["a"]}]}}, "did you mean 'prefix'?"),
        ({"$or": {"source": ["a"], "account": ["b"]}}, 'write "$or": [{...}, {...}]'),
        ({"$or": [{"prefix": "a"}, {"prefix": "b"}]}, 'write "$or": [{...}, {...}]'),
        ({"detail": {"a": [{"startsWith": "x"}]}}, "did you mean 'prefix'?"),
        ({"detail": {"a": [{"not": "x"}]}}, "did you mean 'anything-but'?"),
        ({"detail": {"a": {"$ne": ["x"]}}}, 'write "a": [{"anything-but": "x"}]'),
        ({"detail": {"$and": ["x"]}}, 'a pattern knows "$or" alone'),
        ({"detail": {"lines": {"0": {"sku": ["a"]}}}}, "write what is below it in its place"),
        ({"detail": {"a": [{"in": ["x"]}]}}, "'exactly'"),
    ],
)
def test_what_was_meant_is_told(pattern: Any, says: str) -> None:
    assert says in told(pattern)


@pytest.mark.parametrize(
    "where",
    [
        {"prefix": ["a"], "suffix": {"total": [1]}, "range": ["x"], "not": ["y"], "like": {"a": [1]}},
        {"total": [5, "5", None, True, "a/b", "[a]", "{}x", "1 < 2"], "path": ["/a/b", "10.0.0.0"]},
        {"$or": [{"a": [1]}, {"b": [{"numeric": [">", 0]}]}]},
        {"a": {"range": [1], "number": ["5"], "matches": ["x"]}},
    ],
)
def test_what_may_well_be_meant_is_in_no_doubt(where: Any) -> None:
    assert told(where, where=True) == ""


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.recursive(
        st.none() | st.booleans() | NUMBERS | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.text(max_size=8) | st.sampled_from(["$or", "prefix", "numeric", "exists", "anything-but"]),
                inner,
                max_size=3,
            )
        ),
        max_leaves=8,
    )
)
def test_whatever_is_written_is_refused_or_doubted_and_never_crashes(pattern: Any) -> None:
    assert isinstance(told(pattern), str)
