"""What misleads in checkov, and what the pack says all the same. checkov itself judges."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from .asking import EXAMPLES, Asked, ask_of_directory, ask_of_plans

pytestmark = [pytest.mark.policy, pytest.mark.xdist_group("policy traps")]
WILD = json.dumps(
    {"Statement": [{"Sid": "All", "Effect": "Allow", "Action": "sqs:*", "Principal": "*", "Resource": "*"}]}
)
HCL = """
variable "policy" {}

variable "account" {}

resource "aws_sqs_queue" "of_a_variable" {
  name   = "a"
  policy = var.policy
}

resource "aws_sqs_queue" "half_readable" {
  name = "b"

  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Action = "sqs:SendMessage", Principal = { AWS = var.account }, Resource = "arn:aws:sqs:eu-west-1:333333333333:b" },
      { Effect = "Allow", Action = "sqs:SendMessage", Principal = { AWS = "222222222222" }, Resource = "arn:aws:sqs:eu-west-1:333333333333:b" },
    ]
  })
}

module "queues" {
  source   = "./queues"
  for_each = toset(["a.b", "c[d]"])
}

module "elsewhere" {
  source  = "terraform-aws-modules/sqs/aws"
  version = "4.3.0"
}
"""
HEREDOC = """
resource "aws_sqs_queue" "q" {
  name   = "q"
  policy = <<%s
{"Statement": []}
%s
}
"""
MODULE = """
resource "aws_sqs_queue" "each" {
  for_each                = toset(["x.y", "z"])
  name                    = "c-${each.key}"
  sqs_managed_sse_enabled = true
}
"""


def queue(name: str, **values: Any) -> dict[str, Any]:
    address = f"aws_sqs_queue.{name}"
    return {
        "address": address,
        "mode": "managed",
        "type": "aws_sqs_queue",
        "name": name,
        "values": {"name": name} | values,
    }


def change(resource: Mapping[str, Any], unknown: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: resource[key] for key in ("address", "mode", "type", "name")}
    return kept | {"change": {"actions": ["create"], "before": {}, "after": {}, "after_unknown": unknown}}


def plan(resources: list[dict[str, Any]], unknown: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    configuration = [
        {key: one[key] for key in ("address", "type", "name")} | {"expressions": written} for one in resources
    ]
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "variables": {"stack": {"value": {"account": "333333333333"}}},
        "planned_values": {"root_module": {"resources": resources}},
        "resource_changes": [change(one, unknown) for one in resources],
        "configuration": {"root_module": {"resources": configuration}},
    }


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("traps")


@pytest.fixture(scope="module")
def plans(directory: Path) -> Asked:
    written = {"policy": {"references": ["aws_kms_key.k.arn", "aws_kms_key.k"]}}
    texts = {
        "literal.json": plan([queue("wild", policy=WILD)], {}, {"policy": {}}),
        "unknown.json": plan([queue("unknown")], {"policy": True}, written),
        "default.json": plan([queue("default")], {"sqs_managed_sse_enabled": True}, {}),
        "changes.json": plan([queue("gone", policy=WILD)], {}, {}) | {"planned_values": {"root_module": {}}},
        "other.txt": plan([queue("unseen", policy=WILD)], {}, {}),
    }
    for name, text in texts.items():
        (directory / name).write_text(json.dumps(text))
    return ask_of_plans(directory / name for name in texts)


@pytest.fixture(scope="module")
def hcl(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Asked]:
    root = tmp_path_factory.mktemp("hcl")
    (root / "queues").mkdir()
    (root / "main.tf").write_text(HCL)
    (root / "queues" / "main.tf").write_text(MODULE)
    return root, ask_of_directory(root)


def test_checkov_sees_no_plan_of_another_name_and_none_without_planned_values(plans: Asked) -> None:
    assert plans.resources == 3


def test_a_policy_is_judged_whether_checkov_takes_it_for_text_or_not(plans: Asked, directory: Path) -> None:
    assert plans.words("CKV_MESH_14", directory / "literal.json").startswith('the statement "All" lets everybody in')


def test_what_a_plan_does_not_tell_fails_and_says_so(plans: Asked, directory: Path) -> None:
    words = plans.words("CKV_MESH_14", directory / "unknown.json")
    assert words == "cannot be read in this plan: `policy` hangs on aws_kms_key.k.arn"


def test_what_the_provider_would_choose_is_not_written(plans: Asked, directory: Path) -> None:
    assert plans.of("CKV_MESH_18", directory / "default.json") == {"FAILED"}
    assert plans.of("CKV_MESH_14", directory / "default.json") == {"PASSED"}


def test_what_hangs_on_a_variable_neither_passes_nor_fails(hcl: tuple[Path, Asked]) -> None:
    root, asked = hcl
    judged = {address for check, address, _ in asked.results if check == "CKV_MESH_1"}
    assert "aws_sqs_queue.of_a_variable" not in judged
    assert asked.results["CKV_MESH_1", "aws_sqs_queue.half_readable", str(root / "main.tf")] == "FAILED"


def test_what_can_be_read_beside_it_fails_all_the_same(hcl: tuple[Path, Asked]) -> None:
    root, asked = hcl
    words = asked.words("CKV_MESH_1", root / "main.tf")
    assert words == (
        "a statement lets another account, 222222222222, in; not readable here, use --plan: a principal or an ARN is var.account"
    )


def test_instances_with_any_key_are_found(hcl: tuple[Path, Asked]) -> None:
    root, asked = hcl
    found = {address for check, address, _ in asked.results if check == "CKV_MESH_18" and ".each" in address}
    assert asked.of("CKV_MESH_18", root / "queues" / "main.tf") == {"PASSED"}
    assert len(found) == 4


def test_a_module_beside_passes_and_one_from_elsewhere_neither_passes_nor_fails(hcl: tuple[Path, Asked]) -> None:
    said = {(address, result) for (check, address, _), result in hcl[1].results.items() if check == "CKV_MESH_25"}
    assert said == {('queues["a.b"]', "PASSED"), ('queues["c[d]"]', "PASSED")}


def test_checkov_reads_no_file_with_a_heredoc_of_one_letter(tmp_path: Path) -> None:
    for name, marker in (("short", "P"), ("long", "POLICY")):
        (tmp_path / f"{name}.tf").write_text(HEREDOC.lstrip() % (marker, marker))
    asked = ask_of_directory(tmp_path)
    assert asked.of("CKV_MESH_14", tmp_path / "long.tf") == {"PASSED"}
    assert not {path for _, _, path in asked.results if path.endswith("short.tf")}


def test_nothing_is_ever_left_unjudged(plans: Asked, hcl: tuple[Path, Asked]) -> None:
    assert not [text for asked in (plans, hcl[1]) for text in asked.details.values() if "cannot be judged" in text]
    assert EXAMPLES.is_dir()
