"""The mutators themselves: each protection has a mutant, and a mutant differs from its plan in that protection alone."""

from typing import Any

import pytest

from .arguments import PROTECTIONS, Weakening
from .documents import weakened_documents
from .module_mutants import mutants_of_modules
from .module_tests import module_files
from .plan_mutants import Mutant, managed_resources, mutants_of, mutated
from .sample_plan import DENIAL, ENCRYPTED_ONLY, GRANT, VALUES, sample_plan

PLAN = sample_plan()
MUTANTS = list(mutants_of("sample", PLAN))
WEAKENINGS = [
    pytest.param(of, one, id=f"{of} {one.argument} {one.became}")
    for of, several in PROTECTIONS.items()
    for one in several
]


def test_the_sample_has_every_type_of_resource_that_has_a_protection() -> None:
    assert VALUES.keys() == PROTECTIONS.keys()


@pytest.mark.parametrize(("of", "weakening"), WEAKENINGS)
def test_every_protection_of_a_resource_has_a_mutant(of: str, weakening: Weakening) -> None:
    value = VALUES[of].get(weakening.argument)
    protected = (
        VALUES[of] if not weakening.argument or weakening.applies(value) else VALUES[of] | {weakening.argument: None}
    )
    mutants = mutants_of("sample", sample_plan(VALUES | {of: protected}))
    expected = (weakening.kind, of, weakening.argument, weakening.became)
    assert expected in {(one.kind, one.address.split(".")[-2], one.place, one.became) for one in mutants}


def test_a_type_of_resource_that_nobody_has_thought_about_is_no_resource_without_protections() -> None:
    with pytest.raises(KeyError, match="aws_pipes_pipe"):
        list(mutants_of("sample", sample_plan({"aws_pipes_pipe": {}})))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_differs_in_one_resource_only(mutant: Mutant) -> None:
    before, after = _values(PLAN), _values(mutated(PLAN, [mutant]))
    assert {address for address in before if before[address] != after.get(address)} == {mutant.address}
    assert after.keys() == before.keys() - ({mutant.address} if mutant.values is None else set())


@pytest.mark.parametrize("mutant", [one for one in MUTANTS if one.values is not None], ids=lambda mutant: mutant.name)
def test_a_mutant_differs_in_one_argument_only(mutant: Mutant) -> None:
    assert mutant.values is not None
    before = _values(PLAN)[mutant.address]
    argument = mutant.place.partition("[")[0]
    assert {name for name in before if before[name] != mutant.values[name]} == {argument}
    assert before.keys() == mutant.values.keys()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_says_the_same_twice(mutant: Mutant) -> None:
    changed = {one["address"]: one["change"]["after"] for one in mutated(PLAN, [mutant])["resource_changes"]}
    assert changed.get(mutant.address) == mutant.values


def test_many_mutants_of_a_plan_are_applied_at_once() -> None:
    first = {mutant.address: mutant for mutant in reversed(MUTANTS)}
    changed = _values(mutated(PLAN, list(first.values())))
    assert changed == {address: one.values for address, one in first.items() if one.values is not None} | {
        address: values for address, values in _values(PLAN).items() if address not in first
    }


def test_a_grant_of_every_resource_is_not_weakened_to_it() -> None:
    assert ("resource", "every resource is allowed") not in _became({**GRANT, "Resource": "*"})


def test_a_grant_is_weakened_in_each_of_its_parts() -> None:
    assert _became(GRANT) == {
        ("condition", "condition ArnEquals aws:SourceArn is removed"),
        ("condition", "condition ArnEquals aws:SourceArn lets in everything"),
        ("condition", "condition StringEquals aws:SourceAccount is removed"),
        ("condition", "condition StringEquals aws:SourceAccount lets in everything"),
        ("condition", "all conditions are removed"),
        ("principal", "principal is everybody"),
        ("principal", "principal is a stranger"),
        ("principal", "a stranger joins the principal"),
        ("action", "every action of the service is allowed"),
        ("resource", "every resource is allowed"),
    }


def test_a_denial_is_removed_narrowed_and_made_void() -> None:
    assert _became(DENIAL) == {
        ("denial", "denial is removed"),
        ("denial", "denial binds a stranger only"),
        ("denial", "sqs:SendMessage is no longer denied"),
        ("denial", "sqs:ReceiveMessage is no longer denied"),
        ("denial", "condition StringNotEquals aws:PrincipalAccount exempts everybody"),
        ("denial", "condition StringNotEquals aws:PrincipalAccount exempts a stranger"),
        ("denial", "condition BoolIfExists aws:PrincipalIsAWSService exempts everybody"),
    }


def test_a_denial_of_what_is_not_encrypted_is_a_protection_of_its_own() -> None:
    assert ("TLS", "condition Bool aws:SecureTransport exempts everybody") in _became(ENCRYPTED_ONLY)


def test_the_other_statements_of_a_document_stay() -> None:
    for weaker in weakened_documents({"Statement": [ENCRYPTED_ONLY, GRANT]}):
        kept = GRANT if weaker.statement == "EncryptedOnly" else ENCRYPTED_ONLY
        assert kept in weaker.document["Statement"]


def test_a_protection_is_called_alike_in_all_instances() -> None:
    queues = {f'module.queue["{name}"].aws_sqs_queue.it' for name in ("a/b", "c/d")}
    assert len({Mutant("s", "k", one, "policy[placed]", "is gone", None).protection for one in queues}) == 1


@pytest.mark.parametrize("mutant", list(mutants_of_modules(module_files())), ids=lambda mutant: mutant.protection)
def test_a_mutant_of_a_module_is_another_text_whose_brackets_are_closed(mutant: Any) -> None:
    assert mutant.text != module_files()[mutant.file]
    assert all(mutant.text.count(one) == mutant.text.count(other) for one, other in ("()", "[]", "{}"))


def test_mutants_of_modules_are_told_apart() -> None:
    protections = [mutant.protection for mutant in mutants_of_modules(module_files())]
    assert len(set(protections)) == len(protections)


def test_what_protects_a_module_is_taken_away() -> None:
    text = """resource "aws_sqs_queue" "queue" {
  sqs_managed_sse_enabled = true # written out
  redrive_policy = jsonencode({
    maxReceiveCount = 5
  })
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Resource  = var.arn
      Principal = { Service = "events.amazonaws.com" }
      Condition = { ArnEquals = { "aws:SourceArn" = var.rule } }
    }]
  })
}
"""
    kinds = [mutant.kind for mutant in mutants_of_modules({"queue/main.tf": text})]
    assert sorted(kinds) == ["action", "condition", "denial", "encryption", "principal", "redrive", "resource"]


def _became(statement: dict[str, Any]) -> set[tuple[str, str]]:
    weaker = weakened_documents({"Statement": [statement]})
    return {(one.kind, one.became.partition(": ")[2]) for one in weaker}


def _values(plan: Any) -> dict[str, Any]:
    return {one["address"]: one["values"] for one in managed_resources(plan)}
