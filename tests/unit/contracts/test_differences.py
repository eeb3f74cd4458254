"""One row for every rule: an old schema, a new one, the kinds of differences, and which ways they break."""

from typing import Any

import pytest

from meshctl.contracts.versions.compatibility import differences

TEXT, NUMBER, WHOLE, NOTHING = {"type": "string"}, {"type": "number"}, {"type": "integer"}, {"type": "null"}


def holding(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def closed(**properties: Any) -> dict[str, Any]:
    return {**holding(**properties), "additionalProperties": False}


def paid_by(kind: str, **more: Any) -> dict[str, Any]:
    return {**holding(kind={"const": kind}, **more), "required": ["kind"]}


def listing(**words: Any) -> dict[str, Any]:
    return {"type": "array", **words}


PAIR, BROAD = {"a": ["b"]}, {"a": ["b", "c"]}
IF_A = {"if": {"required": ["a"]}, "then": {"required": ["b"]}}
REFERRING = {**holding(a={"$ref": "#/$defs/x"}), "$defs": {"x": TEXT}}
CONDITIONAL = {"if": {"required": ["q"]}, "then": {"$ref": "#/$defs/x"}, "properties": {"p": NUMBER}}
USING_X = holding(a={"$ref": "#/$defs/x"}, b=CONDITIONAL)
CARD, BANK = paid_by("card", number=TEXT), paid_by("bank", iban=TEXT)
SMALL, LARGE = {"type": "number", "maximum": 5}, {"type": "number", "minimum": 3}
SAME_PROPERTIES = {"allOf": [holding(a=TEXT)], "anyOf": [holding(b=TEXT), TEXT]}

CASES: list[tuple[str, Any, Any, str, bool, bool]] = [
    # what, old, new, kinds, breaks backward, breaks forward
    ("nothing differs", holding(a=TEXT), holding(a=TEXT), "", False, False),
    ("notes for people", {"title": "A", **TEXT}, {"description": "B", **TEXT}, "", False, False),
    ("an optional property comes to an open object", holding(a=TEXT), holding(a=TEXT, b=TEXT), "property-added", False, False),
    ("one comes to a closed object", closed(a=TEXT), closed(a=TEXT, b=TEXT), "property-added", False, True),
    ("one comes where any are allowed", {"type": "object"}, holding(a=TEXT), "property-added", True, False),
    ("one comes that was described", {**holding(a=TEXT), "additionalProperties": NUMBER}, {**holding(a=TEXT, b=TEXT), "additionalProperties": NUMBER}, "property-added", True, True),
    ("one goes from an open object", holding(a=TEXT, b=TEXT), holding(a=TEXT), "property-removed", False, False),
    ("one goes from a closed object", closed(a=TEXT, b=TEXT), closed(a=TEXT), "property-removed", True, False),
    ("one becomes forbidden", holding(a=TEXT, b=TEXT), holding(a=TEXT, b=False), "type-narrowed", True, False),
    ("a required one goes", {**holding(a=TEXT, b=TEXT), "required": ["b"]}, holding(a=TEXT), "property-removed required-removed", False, True),
    ("a required one comes", holding(a=TEXT), {**holding(a=TEXT, b=TEXT), "required": ["b"]}, "property-added required-added", True, False),
    ("a property is required", holding(a=TEXT), {**holding(a=TEXT), "required": ["a"]}, "required-added", True, False),
    ("it is no longer required", {**holding(a=TEXT), "required": ["a"]}, holding(a=TEXT), "required-removed", False, True),
    ("another type", TEXT, NUMBER, "type-changed", True, True),
    ("an integer becomes a number", WHOLE, NUMBER, "type-widened", False, True),
    ("a number becomes an integer", NUMBER, WHOLE, "type-narrowed", True, False),
    ("null is allowed", TEXT, {"type": ["string", "null"]}, "type-widened", False, True),
    ("null is allowed by an alternative", TEXT, {"anyOf": [TEXT, NOTHING]}, "type-widened", False, True),
    ("a list of types becomes alternatives", {"type": ["string", "null"]}, {"oneOf": [NOTHING, TEXT]}, "", False, False),
    ("everything becomes nothing", True, False, "type-narrowed", True, False),
    ("a schema comes", True, TEXT, "type-narrowed", True, False),
    ("a value goes", {"enum": ["a", "b"]}, {"enum": ["a"]}, "values-removed", True, False),
    ("a value comes", {"enum": ["a"]}, {"enum": ["b", "a"]}, "values-added", False, True),
    ("a list of values comes", TEXT, {"enum": ["a"]}, "values-narrowed", True, False),
    ("a list of values goes", {"enum": ["a"]}, {"type": "string", "maxLength": 1}, "values-widened", False, True),
    ("a list of values goes for a rule that some break", {"enum": [1, 7]}, SMALL, "type-widened values-widened", True, True),
    ("a list of values goes for an expression", {"enum": ["b"]}, {"type": "string", "pattern": "^a"}, "values-widened", True, True),
    ("another constant", {"const": 1}, {"const": 2}, "values-added values-removed", True, True),
    ("the same constant otherwise written", {"const": 1}, {"enum": [1.0]}, "", False, False),
    ("a listed value of another type", {"type": "string", "enum": ["a", 1]}, {"type": "string", "enum": ["a"]}, "", False, False),
    ("true is not one", {"const": 1}, {"const": True}, "type-changed", True, True),
    ("true is not one inside either", {"enum": [[1]]}, {"enum": [[True]]}, "values-added values-removed", True, True),
    ("constants with descriptions", {"oneOf": [{"const": "a"}]}, {"oneOf": [{"const": "a"}, {"const": "b"}]}, "values-added", False, True),
    ("a lower bound rises", {"type": "number", "minimum": 1}, {"type": "number", "minimum": 2}, "bounds-narrowed", True, False),
    ("a bound leaves itself out", {"type": "number", "maximum": 1}, {"type": "number", "exclusiveMaximum": 1}, "bounds-narrowed", True, False),
    ("bounds move", SMALL, LARGE, "bounds-changed", True, True),
    ("a bound of another kind of value", TEXT, {"type": "string", "minimum": 1}, "", False, False),
    ("multiples of more", {"multipleOf": 0.2}, {"multipleOf": 0.1}, "multiple-widened", False, True),
    ("multiples of something else", {"multipleOf": 2}, {"multipleOf": 3}, "multiple-changed", True, True),
    ("longer texts", {"maxLength": 3}, {"maxLength": 4}, "length-widened", False, True),
    ("an empty text is refused", TEXT, {"type": "string", "minLength": 1}, "length-narrowed", True, False),
    ("another expression", {"pattern": "^a"}, {"pattern": "^b"}, "pattern-changed", True, True),
    ("an expression comes", TEXT, {"type": "string", "pattern": "a"}, "pattern-narrowed", True, False),
    ("a format comes", TEXT, {"type": "string", "format": "date"}, "format-narrowed", True, False),
    ("a format goes", {"format": "date"}, {}, "format-widened", False, True),
    ("another format", {"format": "date"}, {"format": "date-time"}, "format-changed", True, True),
    ("fewer items", listing(maxItems=2), listing(maxItems=1), "items-narrowed", True, False),
    ("items only once", listing(), listing(uniqueItems=True), "items-narrowed", True, False),
    ("other items", listing(items=TEXT), listing(items=NUMBER), "type-changed", True, True),
    ("a first item that the rest described", listing(items=NUMBER), listing(items=NUMBER, prefixItems=[WHOLE]), "type-narrowed", True, False),
    ("items have to be contained", listing(), listing(contains=TEXT), "contains-narrowed", True, False),
    ("less is to be contained", listing(contains=WHOLE), listing(contains=NUMBER), "contains-widened", False, True),
    ("less is to be contained, and not often", listing(contains=WHOLE, maxContains=2), listing(contains=NUMBER, maxContains=2), "contains-changed", True, True),
    ("fewer may be contained", listing(contains=TEXT, maxContains=2), listing(contains=TEXT, maxContains=1), "contains-narrowed", True, False),
    ("fewer properties", {"maxProperties": 2}, {"maxProperties": 1}, "properties-narrowed", True, False),
    ("other names", {"propertyNames": {"maxLength": 3}}, {"propertyNames": {"maxLength": 2}}, "property-names-narrowed", True, False),
    ("an object is closed", holding(a=TEXT), closed(a=TEXT), "additional-properties-narrowed", False, False),
    ("an object is opened", closed(a=TEXT), holding(a=TEXT), "additional-properties-widened", False, False),
    ("one goes that its name describes too", {"properties": {"x": NUMBER}, "patternProperties": {"^x": WHOLE}}, {"patternProperties": {"^x": WHOLE}}, "property-removed", False, False),
    ("one comes that the name of its object describes", {"properties": {"x": holding(a=TEXT)}, "patternProperties": {"x": holding(b=NUMBER)}}, {"properties": {"x": holding(a=TEXT, b=TEXT)}, "patternProperties": {"x": holding(b=NUMBER)}}, "type-narrowed", True, False),
    ("a map is closed", {"type": "object"}, closed(a=True), "additional-properties-narrowed property-added", True, False),
    ("a map of something else", {"additionalProperties": NUMBER}, {"additionalProperties": WHOLE}, "type-narrowed", True, False),
    ("names of a kind", {"patternProperties": {"^x": NUMBER}}, {"patternProperties": {"^x": WHOLE}}, "type-narrowed", True, False),
    ("a kind of names comes", holding(a=TEXT), {**holding(a=TEXT), "patternProperties": {"^x": TEXT}}, "pattern-properties-added", True, False),
    ("a kind of names goes", {**holding(a=TEXT), "patternProperties": {"^x": TEXT}}, holding(a=TEXT), "pattern-properties-removed", False, True),
    ("more is asked beside", {"dependentRequired": PAIR}, {"dependentRequired": BROAD}, "dependent-required-narrowed", True, False),
    ("what is asked beside was required", {"required": ["b"]}, {"required": ["b"], "dependentRequired": PAIR}, "dependent-required-changed", False, False),
    ("a schema beside comes", {}, {"dependentSchemas": {"a": TEXT}}, "composition-narrowed", True, False),
    ("one more schema has to fit", LARGE, {"allOf": [LARGE, {"maximum": 9}]}, "bounds-narrowed", True, False),
    ("schemas put together otherwise", {"allOf": [holding(a=TEXT), holding(b=TEXT)]}, holding(a=TEXT, b=TEXT), "", False, False),
    ("a closed one of two", {"allOf": [closed(a=TEXT), holding(b=TEXT)]}, closed(a=TEXT, b=TEXT), "property-added", False, True),
    ("one of two without the unevaluated", {"allOf": [{**holding(a=TEXT), "unevaluatedProperties": False}, holding(b=TEXT)]}, closed(a=TEXT, b=TEXT), "property-added", False, True),
    ("one of two without the unevaluated beside alternatives", {"allOf": [{**SAME_PROPERTIES, "unevaluatedProperties": False}, holding(c=TEXT)]}, {**SAME_PROPERTIES, "properties": {"c": TEXT}, "type": "object", "unevaluatedProperties": False}, "composition-narrowed composition-widened unevaluated-narrowed property-added", True, True),
    ("bounds that cannot be merged", {"allOf": [SMALL, {"maximum": 4}]}, {"allOf": [SMALL, {"maximum": 3}]}, "bounds-narrowed", True, False),
    ("an alternative comes", {"oneOf": [CARD]}, {"oneOf": [CARD, BANK]}, "composition-widened", False, True),
    ("an alternative goes", {"oneOf": [CARD, BANK]}, {"oneOf": [BANK]}, "composition-narrowed", True, False),
    ("alternatives in another order", {"anyOf": [SMALL, LARGE]}, {"anyOf": [LARGE, SMALL]}, "", False, False),
    ("an alternative has more", {"oneOf": [CARD, BANK]}, {"oneOf": [BANK, paid_by("card", number=TEXT, cvc=TEXT)]}, "property-added", False, False),
    ("an alternative is narrowed", {"oneOf": [CARD, BANK]}, {"oneOf": [CARD, paid_by("bank", iban=NUMBER)]}, "type-changed", True, True),
    ("a value may fit two", {"oneOf": [SMALL]}, {"oneOf": [SMALL, LARGE]}, "composition-changed", True, True),
    ("a listed value may fit two", {"oneOf": [{"enum": [1]}, {"enum": [3]}]}, {"oneOf": [{"enum": [1, 2]}, {"enum": [2, 3]}]}, "composition-changed", True, True),
    ("a value may fit two of any", {"anyOf": [SMALL]}, {"anyOf": [SMALL, LARGE]}, "composition-widened", False, True),
    ("alternatives come beside a type", holding(a=TEXT), {**holding(a=TEXT), "anyOf": [{"required": ["a"]}, {"minProperties": 2}]}, "composition-narrowed", True, False),
    ("a single alternative comes beside a type", holding(a=TEXT), {**holding(a=TEXT), "anyOf": [{"required": ["a"]}]}, "required-added", True, False),
    ("something is excluded", TEXT, {**TEXT, "not": {"const": "a"}}, "composition-narrowed", True, False),
    ("something else is excluded", {"not": {"const": 1}}, {"not": {"const": 2}}, "composition-changed", True, True),
    ("a condition comes", holding(a=TEXT), {**holding(a=TEXT), **IF_A}, "composition-narrowed", True, False),
    ("another condition", IF_A, {**IF_A, "if": {"required": ["c"]}}, "composition-changed", True, True),
    ("another consequence", {**IF_A, "then": {"maxProperties": 2}}, {**IF_A, "then": {"maxProperties": 3}}, "properties-widened", False, True),
    ("another consequence otherwise", {**IF_A, "else": {"maxProperties": 2}}, {**IF_A, "else": {"maxProperties": 3}}, "properties-widened", False, True),
    ("a definition that is referred to", REFERRING, {**REFERRING, "$defs": {"x": NUMBER}}, "type-changed", True, True),
    ("a definition that means more beside others", {**USING_X, "$defs": {"x": holding(a=TEXT)}}, {**USING_X, "$defs": {"x": holding(a=TEXT, p=TEXT)}}, "property-added property-added", True, False),
    ("a definition instead of a schema", REFERRING, holding(a=TEXT), "", False, False),
    ("a definition nobody refers to", REFERRING, {**REFERRING, "$defs": {"x": TEXT, "y": TEXT}}, "", False, False),
    ("a reference out of the file", {"$ref": "a.json"}, {"$ref": "b.json"}, "reference-changed", True, True),
    ("unevaluated where all is plain", {"allOf": [holding(a=TEXT)], "unevaluatedProperties": False}, closed(a=TEXT), "", False, False),
    ("an alternative evaluates more", {**SAME_PROPERTIES, "unevaluatedProperties": False}, {**SAME_PROPERTIES, "anyOf": [{**holding(b=TEXT), "additionalProperties": True}, TEXT], "unevaluatedProperties": False}, "unevaluated-changed", True, True),
    ("unevaluated comes beside alternatives", SAME_PROPERTIES, {**SAME_PROPERTIES, "unevaluatedProperties": False}, "unevaluated-narrowed", True, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "kinds", "backward", "forward"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_difference_has_a_kind_and_breaks_some_ways(
    old: Any, new: Any, kinds: str, backward: bool, forward: bool
) -> None:
    found = differences(old, new)
    assert " ".join(one.kind for one in found) == kinds
    assert any(one.breaks_backward for one in found) is backward
    assert any(one.breaks_forward for one in found) is forward


@pytest.mark.parametrize(("old", "new"), [case[1:3] for case in CASES], ids=[case[0] for case in CASES])
def test_the_other_way_round_backward_is_forward(old: Any, new: Any) -> None:
    there, back = differences(old, new), differences(new, old)
    assert any(one.breaks_backward for one in there) is any(one.breaks_forward for one in back)
    assert any(one.breaks_forward for one in there) is any(one.breaks_backward for one in back)


@pytest.mark.parametrize(
    ("old", "new", "place", "sentence"),
    [
        (holding(total=NUMBER), holding(total=TEXT), "total", '"total" was number and is string'),
        (holding(total=NUMBER), holding(sum=NUMBER), "total", '"total" is removed, or renamed to "sum"'),
        (holding(a=holding(b=TEXT)), holding(a={**holding(b=TEXT), "required": ["b"]}), "a.b", '"a.b" is required'),
        (listing(items=WHOLE), listing(items=NUMBER), "[]", '"[]" was integer and is number'),
        (listing(prefixItems=[WHOLE]), listing(prefixItems=[NUMBER]), "[0]", '"[0]" was integer and is number'),
        ({"additionalProperties": WHOLE}, {"additionalProperties": NUMBER}, "*", '"*" was integer and is number'),
        (holding(a={"enum": ["x", "y"]}), holding(a={"enum": ["y"]}), "a", '"a" no longer takes "x"'),
        (holding(a={"maximum": 9}), holding(a={"exclusiveMaximum": 8}), "a", '"a" may be less than 8, where it was at most 9'),
    ],
)  # fmt: skip
def test_a_difference_says_where_and_what(old: Any, new: Any, place: str, sentence: str) -> None:
    assert (place, sentence) in [(one.place, one.sentence) for one in differences(old, new)]


@pytest.mark.parametrize("reference", ["#/$defs/a~1b%20c", "#here", "#/$defs/list/prefixItems/0"])
def test_a_reference_leads_to_where_it_says(reference: str) -> None:
    def referring(kind: str) -> Any:
        inside = {"$anchor": "here", "type": kind}
        return {"$ref": reference, "$defs": {"a/b c": inside, "list": listing(prefixItems=[inside])}}

    assert [one.kind for one in differences(referring("string"), referring("number"))] == ["type-changed"]


def test_what_cannot_be_proved_is_said() -> None:
    for old, new in (
        ({"pattern": "a"}, {"pattern": "b"}),
        ({"not": {"pattern": "^a"}}, {"not": {"pattern": "b$"}}),
        ({"$ref": "a"}, {}),
        ({"enum": ["b"]}, {"type": "string", "pattern": "a"}),
    ):
        assert "could not be proved compatible" in differences(old, new)[0].sentence
