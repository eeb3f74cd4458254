"""The complexity of wildcards, by event-ruler's own figures, and what AWS was seen to take and to refuse."""

from typing import Any

import pytest

from meshctl.patterns import InvalidPattern, Pattern
from meshctl.patterns.syntax.wildcard_complexity import complexity
from tests.support.bounded import without_exploding

RULER = {  # the figures of event-ruler 2.0.1 for one field, written without the quotes of a text
    1: ["*", "abc"],
    2: ["*ab", "a*b", "aa*", "a*bc"],
    3: ["*aa", "a*bb", "a*bcb", "*ab*d", "a*b*cd", "ab*b*", "* ab*c", "ab*c x*xx", "abc* abcde*"],
    4: [
        "a*bc abc*d",
        "a*bc abc*",
        "a*bbb",
        "*ab*ad",
        "*aba*",
        "a*b*cb",
        "a*b*b",
        "a*bb*",
        "*abc *abcde",
        "a*bcd ab*cd",
        "a*bc a*bcde",
    ],
    5: ["a*b*bb", "a*aax aaa*x", "a*aa aaa*"],
    6: ["a*aaa aaa*a", "ab*cd ab*wx ab*yz", "a*aaa+aa*aa"],
    7: ["a*aaa aa*aa", "*ab*b*b*"],
    10: ["F*eatureFeature Fe*atureFeature Fea*tureFeature"],
    17: ["*a*a*a*a*a*a*a*a*"],
    45: [
        "aahed* aal*ii aargh* aarti* a*baca *abaci a*back ab*acs abaf*t *abaka ab*amp a*band *abase abash* abas*k ab*ate "
        "aba*ya abbas* abbed* ab*bes abbey* *abbot ab*cee abea*m abe*ar a*bele a*bers abet*s *abhor abi*de a*bies *abled"
    ],
}


@pytest.mark.parametrize(("wanted", "written"), [(n, text) for n, texts in RULER.items() for text in texts])
def test_wildcards_are_as_complex_as_event_ruler_counts(wanted: int, written: str) -> None:
    groups = [tuple(tuple(text.encode().split(b"*")) for text in group.split("+")) for group in written.split()]
    assert complexity(groups, 100) == wanted


SEEN: dict[bool, list[list[Any]]] = {
    True: [
        [{"wildcard": "/Users/*/dir/dir/dir/dir/dir/doc.txt"}],
        [{"wildcard": f"*.{kind}"} for kind in ("bif", "tiff", "tif", "svs")],
        [{"wildcard": f"*/datasync/*.{kind}"} for kind in ("bif", "tif")],
    ],
    False: [
        [{"wildcard": "*:*:*:*:*:event-bus/*"}],
        [{"wildcard": f"*/datasync/*.{kind}"} for kind in ("bif", "tiff", "tif", "svs")],
        [{"anything-but": {"wildcard": "*:*:*:*:*:event-bus/*"}}],
    ],
}


@pytest.mark.parametrize("accepted", SEEN[True])
def test_wildcards_that_aws_took_are_taken(accepted: list[Any]) -> None:
    assert Pattern.parse({"detail": {"key": accepted}}).branches


@pytest.mark.parametrize("accepted", SEEN[False])
def test_wildcards_that_aws_refused_are_refused(accepted: list[Any]) -> None:
    with pytest.raises(InvalidPattern) as refused:
        Pattern.parse({"detail": {"key": accepted}})
    assert refused.value.place == ("detail", "key")
    assert refused.value.aws.startswith("Rule is too complex - try using fewer wildcard characters")


def test_the_complexity_of_the_longest_pattern_is_found_in_bounded_time() -> None:
    many = [{"wildcard": f"{'a' * n}*b{n}"} for n in range(80)]
    long = ["*ab" * 1_300, "*" + "a" * 4_000]
    with without_exploding():
        for accepted in (many, *([{"wildcard": one}] for one in long)):
            with pytest.raises(InvalidPattern, match="too complex"):
                Pattern.parse({"a": accepted})
        assert Pattern.parse({"a": [{"wildcard": "*" + "".join(map(chr, range(300, 4_300)))}]}).branches


@pytest.mark.bounds
def test_a_wildcard_that_no_pattern_has_room_for_is_not_judged() -> None:
    with without_exploding():
        assert Pattern.parse({"a": [{"wildcard": "a*" * 300_000}, {"wildcard": "x" * 1_000_000}]}).branches
