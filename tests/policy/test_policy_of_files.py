"""`meshctl policy --directory` and `--plan`: what teams write by hand."""

import json
from pathlib import Path

import pytest

from tests.support.policies import failed, judge, said

pytestmark = [pytest.mark.policy, pytest.mark.xdist_group("policy of files")]
OPEN = 'resource "aws_sqs_queue" "q" {\n  name = "q"\n}\n'
SECRET = "hunter2-of-the-plan"


def queue(label: str, **values: object) -> dict[str, object]:
    address = f"aws_sqs_queue.{label}"
    named = {"name": label, **values}
    return {"mode": "managed", "type": "aws_sqs_queue", "name": label, "address": address, "values": named}


def plan_of(*resources: object) -> str:
    return json.dumps(
        {
            "format_version": "1.2",
            "terraform_version": "1.11.4",
            "planned_values": {"root_module": {"resources": resources}},
        }
    )


def test_hcl_fails_where_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "main.tf").write_text(f"# a comment\n\n{OPEN}")
    done = judge(tmp_path, "--directory", "infra", "--format", "json")
    assert done.code == 1
    (found,) = [one for one in said(done)["findings"] if one["check"] == "CKV_AWS_27"]
    assert (found["file"], found["line"], found["address"]) == ("infra/main.tf", 3, "aws_sqs_queue.q")


def test_a_file_of_broken_hcl_is_told_beside_what_else_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(OPEN)
    (tmp_path / "broken.tf").write_text('resource "aws_sqs_queue" "b" { name = ')
    assert set(failed(judge(tmp_path, "--directory", ".", "--format", "json"))) >= {"BROKEN_HCL", "CKV_AWS_27"}


def test_what_is_written_as_json_is_told_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text("locals {\n}\n")
    (tmp_path / "backend.tf.json").write_text('{"terraform": {"backend": {"local": {}}}}')
    (tmp_path / "open.tf.json").write_text('{"resource": {"aws_sqs_queue": {"q": {"name": "q"}}}}')
    done = judge(tmp_path, "--directory", ".", "--format", "json")
    assert [(one["check"], one["file"]) for one in said(done)["findings"]] == [("BROKEN_HCL", "open.tf.json")]
    assert "--plan plan.json" in said(done)["findings"][0]["help"]


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)])
def test_what_hangs_on_a_variable_or_a_module_from_elsewhere_fails_only_where_one_is_strict(
    tmp_path: Path, options: tuple[str, ...], code: int
) -> None:
    (tmp_path / "policy.tf").write_text(
        'resource "aws_iam_role_policy" "p" {\n  role = "r"\n  policy = var.policy\n}\n'
    )
    source = f"git::https://example.org/q.git?ref={'a' * 40}"
    (tmp_path / "queue.tf").write_text(f'module "q" {{\n  source = "{source}"\n}}\n')
    done = judge(tmp_path, "--directory", ".", *options)
    assert done.code == code
    assert "undecided: A policy lets everybody in: aws_iam_role_policy.p" in done.out
    assert "undecided: A module comes from elsewhere, so that what it makes is not judged: q" in done.out
    assert "--plan plan.json" in done.out


def test_a_skip_with_its_reason_counts_on_a_plan_too(tmp_path: Path) -> None:
    skip = "  # checkov:skip=CKV_AWS_27:holds nothing\n}"
    (tmp_path / "main.tf").write_text(OPEN.replace("}", skip))
    (tmp_path / "plan.json").write_text(plan_of(queue("q")))
    done = judge(tmp_path, "--plan", "plan.json", "--directory", ".", "--format", "json")
    assert "CKV_AWS_27" not in failed(done)
    assert [one["reason"] for one in said(done)["skipped"] if one["check"] == "CKV_AWS_27"] == ["holds nothing"]


def test_misspelt_iam_fails(tmp_path: Path) -> None:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMesage", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    (tmp_path / "plan.json").write_text(plan_of(queue("q", policy=policy)))
    done = judge(tmp_path, "--plan", "plan.json")
    assert done.code == 1
    assert "IAM_UNKNOWN_ACTION" in done.out and "sqs:SendMesage" in done.out


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_form_tells_what_a_plan_holds(tmp_path: Path, form: str) -> None:
    (tmp_path / "plan.json").write_text(plan_of(queue("q", tags={"password": SECRET})))
    done = judge(tmp_path, "--plan", "plan.json", "--format", form)
    assert done.code == 1 and "CKV_AWS_27" in done.out
    assert SECRET not in f"{done.out}{done.err}"


@pytest.mark.bounds
def test_fifty_megabytes_of_plan_have_an_answer(tmp_path: Path) -> None:
    queues = [queue(f"q{number}", tags={"notes": "x" * 500_000}) for number in range(100)]
    (tmp_path / "plan.json").write_text(plan_of(*queues))
    assert (tmp_path / "plan.json").stat().st_size > 50_000_000
    assert said(judge(tmp_path, "--plan", "plan.json", "--format", "json"))["resources"] == {"plan.json": 100}


def test_a_plan_is_one_whatever_its_file_is_called(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(plan_of(queue("q", kms_master_key_id="k"), queue("r")))
    assert said(judge(tmp_path, "--plan", "plan.txt", "--format", "json"))["resources"] == {"plan.txt": 2}
