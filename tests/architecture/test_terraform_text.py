"""What hand-written Terraform does not do."""

import pytest

from .hcl import FORBIDDEN, forbidden_in, too_wide
from .tree import Source, terraform

# (file, key) of statements that must allow "*": AWS knows no resource for the actions that set up the delivery of logs.
ALLOWANCES = frozenset({("modules/workflow/role.tf", "Resource")})
STATEMENT = """
resource "aws_iam_role_policy" "wide" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "%s"
      %s
      Condition = { StringEquals = { "aws:SourceAccount" = "${var.account}" } }
    }]
  })
}
"""


def test_there_is_terraform_to_look_at() -> None:
    assert len(terraform()) > 20


def test_nothing_forbidden_is_written() -> None:
    assert [found for source in terraform() for found in forbidden_in(source)] == []


def test_no_policy_allows_everything() -> None:
    assert [found for source in terraform() for found in too_wide(source, ALLOWANCES)] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an endpoints block", 'provider "aws" {\n  endpoints {\n    sqs = "x"\n  }\n}'),
        ("an endpoints block", 'dynamic "endpoints" {\n}'),
        ("the type any", "  type = any"),
        ("the type any", "  type        = map(any)"),
        ("the type any", "  type = object({\n    tags = optional(any)\n    more = any\n  })"),
        ("try(", "  name = try(var.a.b, null)"),
        ("try(", '  name = "${try(var.a.b, null)}"'),
        ("a data source", 'data "aws_caller_identity" "me" {}'),
        ("a data source", "  account = data.aws_caller_identity.me.account_id"),
        ("a create switch", "  create = true"),
        ("a create switch", 'variable "create_role" {\n}'),
    ],
)
def test_a_forbidden_thing_is_found(what: str, text: str) -> None:
    assert forbidden_in(Source("a.tf", text)) == [f"a.tf: {what}"]
    assert what in FORBIDDEN


def test_prose_is_not_taken_for_code() -> None:
    text = '# no try( here\nvariable "a" {\n  description = "of any account"\n  type = string\n}\n'
    assert forbidden_in(Source("a.tf", text)) == []


@pytest.mark.parametrize(
    "line",
    [
        'Action = "*"',
        'Action    = ["*"]',
        'Action   = "sqs:*"',
        'Resource = "*"',
        'NotAction = "*"',
        'Principal = "*"',
        'Principal = { AWS = "*" }',
    ],
)
def test_a_statement_that_allows_everything_is_found(line: str) -> None:
    assert too_wide(Source("a.tf", STATEMENT % ("Allow", line)))
    assert not too_wide(Source("a.tf", STATEMENT % ("Deny", line)))


def test_a_narrow_statement_is_none() -> None:
    assert not too_wide(Source("a.tf", STATEMENT % ("Allow", 'Resource = "arn:aws:logs:x:log-group:${local.a}:*"')))
