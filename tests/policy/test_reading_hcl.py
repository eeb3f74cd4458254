"""HCL as people write it, read as far as it says by itself what it means. Needs no checkov."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mesh_policy.directories import read_directory
from mesh_policy.hcl import BrokenHcl, read_hcl
from mesh_policy.plans import read_plan
from mesh_policy.policies import Statement, statements
from mesh_policy.values import OWN, NotReadable, Resource

POLICY = (
    '{Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Principal = "*", Resource = "*" }]}'
)


def value_of(expression: str) -> Any:
    return read_hcl(f"x = {expression}\n").arguments["x"]


def only(text: str) -> Resource:
    (found,) = read_directory({"main.tf": text})
    return found


def queue(policy: str, beside: str = "") -> list[Statement | NotReadable]:
    return list(statements(only(f'resource "aws_sqs_queue" "q" {{\n  policy = {policy}\n}}\n{beside}')))


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('"a"', "a"),
        (r'"a\"b\n\u00e9"', 'a"b\né'),
        ("12", 12),
        ("-1.5e3", -1500.0),
        ("true", True),
        ("null", None),
        ('["a", 1, [true]]', ["a", 1, [True]]),
        ('{ a = 1, "b c" : 2 }', {"a": 1, "b c": 2}),
        ("{\n  a = 1 # one\n  b = 2 // two\n}", {"a": 1, "b": 2}),
        ('jsonencode({ numeric = [">=", 3] })', {"numeric": [">=", 3]}),
        ('<<EOT\n{"a": 1}\nEOT', '{"a": 1}\n'),
        ("<<-EOT\n    a\n      b\n    EOT", "a\n  b\n"),
        ('"$${aws:PrincipalAccount}"', "${aws:PrincipalAccount}"),
    ],
)
def test_a_literal_is_its_value(expression: str, value: Any) -> None:
    assert value_of(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("var.arn", "⟪var.arn⟫"),
        ('"${var.arn}/*"', "⟪var.arn⟫/*"),
        ('var.x ? "a" : "b"', '⟪var.x ? "a" : "b"⟫'),
        ("[for q in var.queues : q.arn]", "⟪[for q in var.queues : q.arn]⟫"),
        ("merge({ a = 1 }, var.more)", "⟪merge({ a = 1 }, var.more)⟫"),
        ('["a", var.b]', ["a", "⟪var.b⟫"]),
        ('"a" == var.b', '⟪"a" == var.b⟫'),
        ('templatefile("a.json", { b = "}" })', '⟪templatefile("a.json", { b = "}" })⟫'),
    ],
)
def test_what_is_no_literal_stays_as_it_is_written(expression: str, value: Any) -> None:
    assert value_of(expression) == value


@pytest.mark.parametrize("text", ["a = [", 'a = "b', "a {", "a = <<X\nb\n", "}", "a = {b = }", '"a" = 1'])
def test_what_is_no_hcl_is_broken_or_marked(text: str) -> None:
    try:
        found = read_hcl(text)
    except BrokenHcl:
        return
    assert "⟪" in str(found.arguments)


@given(st.text(alphabet='ab ="{}[]()<-\n\\$%#/*,:.1', max_size=60))
def test_any_text_is_read_or_broken(text: str) -> None:
    with suppress(BrokenHcl):
        read_hcl(text)


@pytest.mark.parametrize("deep", ["a = " + "[" * 20_000, "a " + "{ b " * 20_000, 'a = "' + "${" * 20_000])
def test_what_is_nested_without_end_is_broken(deep: str) -> None:
    with pytest.raises(BrokenHcl):
        read_hcl(deep)


@pytest.mark.parametrize(
    ("policy", "beside"),
    [
        (f"jsonencode({POLICY})", ""),
        ("jsonencode(local.policy)", f"locals {{\n  policy = {POLICY}\n}}\n"),
        ("local.text", f"locals {{\n  text = jsonencode({POLICY})\n}}\n"),
        (
            "data.aws_iam_policy_document.q.json",
            'data "aws_iam_policy_document" "q" {\n  statement {\n    actions = ["sqs:*"]\n    resources = ["*"]\n'
            '    principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }\n  }\n}\n',
        ),
    ],
)
def test_a_policy_is_the_same_in_whatever_form(policy: str, beside: str) -> None:
    assert queue(policy, beside) == [Statement("", "Allow", ("sqs:*",), ("*",), (("AWS", "*"),), ())]


@pytest.mark.parametrize(
    ("policy", "what"),
    [
        ("var.policy", "`policy` is var.policy"),
        ("module.policy.json", "`policy` is module.policy.json"),
        ("local.a", "`policy` is local.a"),
        ('file("policy.json")', '`policy` is file("policy.json")'),
        ("jsonencode({ Statement = [var.statement] })", "`policy` is var.statement"),
    ],
)
def test_what_hangs_on_something_else_says_on_what(policy: str, what: str) -> None:
    (found,) = queue(policy, "locals {\n  a = local.b\n  b = local.a\n}\n")
    assert isinstance(found, NotReadable)
    assert found.what in (what, "`policy` is local.b")


def test_a_reference_to_a_resource_beside_it_names_it() -> None:
    text = 'resource "aws_sqs_queue" "q" {\n  name = "a"\n}\n'
    assert only(text).is_meant_by("⟪aws_sqs_queue.q.arn⟫")
    assert only(text).is_meant_by('⟪aws_sqs_queue.q["x"].id⟫')
    assert not only(text).is_meant_by("⟪aws_sqs_queue.other.arn⟫")


def test_the_provider_says_the_account() -> None:
    files = {
        "a.tf": 'resource "aws_sqs_queue" "q" {\n}\n',
        "b.tf": 'provider "aws" {\n  allowed_account_ids = ["333333333333"]\n}\n',
    }
    assert [one.account for one in read_directory(files)] == ["333333333333"]


def test_a_plan_says_its_account_by_its_stack_or_by_its_policies() -> None:
    resource = {
        "type": "aws_sqs_queue",
        "name": "q",
        "address": "aws_sqs_queue.q",
        "values": {"policy": '{"Statement": {"Resource": "arn:aws:sqs:eu-west-1:333333333333:q"}}'},
    }
    plan = {"planned_values": {"root_module": {"resources": [resource]}}}
    assert [one.account for one in read_plan(plan, "p")] == ["333333333333"]
    stack = {"variables": {"stack": {"value": {"account": "444444444444"}}}}
    assert [one.account for one in read_plan(plan | stack, "p")] == ["444444444444"]
    resource["values"] = {}
    assert [one.account for one in read_plan(plan, "p")] == [OWN]


@pytest.mark.parametrize("plan", [None, [], "x", {}, {"planned_values": {}}, {"resource_changes": []}])
def test_what_is_no_plan_has_no_resources(plan: Any) -> None:
    assert read_plan(plan, "p") == ()
