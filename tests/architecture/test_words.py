"""Names are words of the glossary, and some words are nobody's name."""

from collections import Counter

import pytest

from .terms import REVIEWED, TERMS
from .tree import Source, paths, python, sources
from .words import (
    forbidden,
    forbidden_names,
    glossary,
    holds,
    kept_meanings,
    parts,
    public_classes,
    unknown_classes,
)

PRODUCT = python("meshctl/")
WORDS = {*glossary(), *kept_meanings(), *TERMS}


def test_no_module_class_or_function_is_named_after_a_word_that_says_nothing() -> None:
    everything = python("meshctl/", "lambdas/", "examples/", "benchmarks/", "docs/")
    assert [found for source in everything for found in forbidden_names(source, forbidden())] == []


def test_no_terraform_directory_is_named_after_such_a_word() -> None:
    steps = {step for path in paths() if path.startswith(("modules/", "terraform/")) for step in path.split("/")[:-1]}
    assert [step for step in steps if {*parts(step)} & forbidden()] == []


def test_the_page_forbids_what_the_house_forbids() -> None:
    assert forbidden() >= {"manager", "processor", "helper", "utils", "common", "base"}


def test_every_public_class_is_named_after_a_word_of_the_glossary_or_a_reviewed_one() -> None:
    assert unknown_classes(PRODUCT, WORDS, REVIEWED) == []


def test_no_class_is_reviewed_in_vain() -> None:
    names = [name for source in PRODUCT for name in public_classes(source)]
    assert [name for name in sorted(REVIEWED) if name not in names or any(holds(name, word) for word in WORDS)] == []
    assert [term for term in sorted(TERMS) if not any(holds(name, term) for name in names)] == []


def test_a_class_name_has_one_meaning() -> None:
    counts = Counter(name for source in PRODUCT for name in public_classes(source))
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", ["Thing", "Resultant", "Servicing", "Letters"])
def test_a_class_that_no_word_knows_is_found(name: str) -> None:
    assert unknown_classes([Source("meshctl/plan/stacks.py", f"class {name}: ...")], WORDS, REVIEWED)


@pytest.mark.parametrize("name", ["StackPlan", "Buses", "Deliveries", "DeadLetterQueue", "_Thing"])
def test_a_class_that_holds_a_word_is_none(name: str) -> None:
    assert unknown_classes([Source("meshctl/plan/stacks.py", f"class {name}: ...")], WORDS, REVIEWED) == []


def test_the_words_of_others_are_read_from_the_page() -> None:
    assert kept_meanings() == {"rule", "target", "module", "resource", "provider", "handler"}


def test_every_word_of_the_glossary_is_in_use() -> None:
    code = "\n".join(source.text.lower() for source in sources(("meshctl/", "modules/", "tests/mutation/"), ""))
    assert [word for word in glossary() if word.lower() not in code.replace("_", " ")] == []


def test_the_glossary_has_the_words_of_the_model() -> None:
    model = {"mesh", "system", "service", "event", "subscription", "stage", "account", "finding", "place"}
    assert model <= set(glossary())


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("meshctl/plan/utils.py", ""),
        ("meshctl/common/plan.py", ""),
        ("meshctl/plan/stacks.py", "class StackManager: ..."),
        ("meshctl/plan/stacks.py", "class A:\n    def base_name(self): ..."),
        ("meshctl/plan/stacks.py", "def a():\n    async def HTTPHelper(): ..."),
    ],
)
def test_a_name_that_says_nothing_is_found(path: str, text: str) -> None:
    assert forbidden_names(Source(path, text), forbidden())


def test_a_word_that_only_contains_another_is_no_violation() -> None:
    assert forbidden_names(Source("meshctl/plan/database.py", "def commonly(): ..."), forbidden()) == []
