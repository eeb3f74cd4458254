"""Filters and events by chance, as texts of JSON: of few names and values, so that they often have to do with each other."""

from hypothesis import strategies as st

NUMBERS = ["0", "1", "1.0", "1e0", "-0", "0.10", "1E2", "100", "1e2", "1e400", "1E400", "1e+400"]
NUMBERS += ["9007199254740993", "9007199254740993.0", "100000000000000000001", "0.1000000000000000055511"]
NAMES = st.sampled_from(["a", "b", "c", "a.b", "b.c", "a.b.c"])
TEXTS = st.sampled_from(['""', '"a"', '"ab"', '"1"', '"10.0.0.1"', '"\\u00e4"'])
SCALARS = st.one_of(st.sampled_from(NUMBERS), TEXTS, st.sampled_from(["null", "true", "false"]))
OPERATORS = st.one_of(
    st.sampled_from(['{"exists": true}', '{"exists": false}', '{"prefix": "a"}', '{"suffix": "b"}', '{"wildcard": "*a*"}']),
    st.sampled_from(['{"anything-but": ["a"]}', '{"anything-but": [1]}', '{"equals-ignore-case": "AB"}', '{"cidr": "10.0.0.0/24"}']),
    st.builds(
        lambda sign, number: f'{{"numeric": ["{sign}", {number}]}}',
        st.sampled_from(["<", "<=", "=", ">", ">="]),
        st.sampled_from(["0", "1", "1.0", "100"]),
    ),
)  # fmt: skip


def an_object(fields: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{name}": {below}' for name, below in fields.items()) + "}"


def a_list(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3).map(a_list) | st.dictionaries(NAMES, inner, max_size=3).map(an_object),
    max_leaves=8,
)
EVENTS = st.dictionaries(NAMES, VALUES, max_size=4).map(an_object)
ACCEPTED = st.lists(SCALARS | OPERATORS, min_size=1, max_size=2).map(a_list)
FILTERS = st.recursive(
    st.dictionaries(NAMES, ACCEPTED, min_size=1, max_size=2).map(an_object),
    lambda inner: (
        st.dictionaries(NAMES, inner | ACCEPTED, min_size=1, max_size=2).map(an_object)
        | st.builds(lambda one, other: f'{{"$or": [{one}, {other}]}}', inner, inner)
    ),
    max_leaves=3,
)
