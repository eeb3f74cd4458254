"""Whatever the test suite of a draft says of data, the form of the schema says of it as well, and so does the original."""

from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest

from meshctl.json_schema.dialects.documents import SchemaDocument
from meshctl.json_schema.dialects.known_dialects import DRAFTS, UnknownDialect, dialect_of
from meshctl.json_schema.dialects.plain_forms import NotPlain, PlainForm
from meshctl.json_schema.dialects.reachable import Spot, reachable_from
from meshctl.json_schema.dialects.turning import form_of

from .suites import Case, Suites, fetched_package

pytestmark = pytest.mark.pip
VALIDATORS: dict[str, tuple[str, Callable[..., jsonschema_rs.Validator]]] = {
    "draft4": ("draft-04", jsonschema_rs.Draft4Validator),
    "draft6": ("draft-06", jsonschema_rs.Draft6Validator),
    "draft7": ("draft-07", jsonschema_rs.Draft7Validator),
    "draft2019-09": ("2019-09", jsonschema_rs.Draft201909Validator),
    "draft2020-12": ("2020-12", jsonschema_rs.Draft202012Validator),
}
REFUSED = {
    ("ref.json", "remote ref, containing refs itself"),
    ("definitions.json", "validate definition against metaschema"),
    ("defs.json", "validate definition against metaschema"),
    ("vocabulary.json", "schema that uses custom metaschema with with no validation vocabulary"),
    ("vocabulary.json", "ignore unrecognized optional vocabulary"),
}
"""Reviewed: these refer to a metaschema, or are written in a dialect of their own, and both is told as a fault."""
LEAST = {"draft4": 600, "draft6": 800, "draft7": 900, "draft2019-09": 1_200, "draft2020-12": 1_200}


@pytest.fixture(scope="module")
def suites(pytestconfig: pytest.Config) -> Suites:
    return Suites(fetched_package(pytestconfig.cache.mkdir("public-suites")))


def form(case: Case, draft: str, suites: Suites) -> Any:
    """The form of a case's schema; None where it is refused."""
    otherwise = DRAFTS[VALIDATORS[draft][0]]

    def document(name: str, schema: Any) -> SchemaDocument:
        return SchemaDocument(name, schema, dialect_of(schema, otherwise))

    def found(address: str) -> SchemaDocument | None:
        remote = suites.remote(address)
        return None if remote is None else document(address, remote)

    entry = Spot("case.json", ())
    try:
        reachable = reachable_from(entry, found, document(entry.file, case.schema), 20_000)
    except UnknownDialect:
        return None
    return None if reachable.broken else form_of(entry, reachable).schema


@pytest.mark.parametrize("draft", VALIDATORS)
def test_a_form_and_its_original_judge_data_alike(draft: str, suites: Suites) -> None:
    refused, wrong, judged = set(), [], 0
    for case in suites.cases(draft):
        if (formed := form(case, draft, suites)) is None:
            refused.add((case.file, case.about))
            continue
        original = VALIDATORS[draft][1](case.schema, retriever=suites.remote, validate_formats=False)
        turned = jsonschema_rs.Draft202012Validator(formed, validate_formats=False)
        for data, valid in case.data:
            judged += 1
            if not original.is_valid(data) is turned.is_valid(data) is valid:
                wrong.append((case.file, case.about, data))
    assert wrong == []
    assert refused <= REFUSED
    assert judged > LEAST[draft]


@pytest.mark.parametrize("draft", VALIDATORS)
def test_what_needs_nothing_else_has_the_same_form_in_one_walk(draft: str, suites: Suites) -> None:
    found = []
    for case in suites.cases(draft):
        try:
            plain = PlainForm("case.json", case.schema, dialect_of(case.schema, DRAFTS[VALIDATORS[draft][0]]), 20_000)
        except (NotPlain, UnknownDialect):
            continue
        found.append(plain.schema == form(case, draft, suites))
    assert all(found)
    assert len(found) > LEAST[draft] / 10
