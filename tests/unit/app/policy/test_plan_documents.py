"""What a plan is, and that nothing of it is told where it is none."""

import json

import pytest

from meshctl.app.policy.plan_documents import read_plan
from meshctl.errors import MeshctlError

SECRET = "hunter2"


def plan(**more: object) -> bytes:
    queue = {"mode": "managed", "type": "aws_sqs_queue", "name": "q", "address": "aws_sqs_queue.q", "values": {}}
    read = {"mode": "data", "type": "aws_region", "name": "r", "address": "data.aws_region.r", "values": {}}
    root = {
        "resources": [queue, read],
        "child_modules": [{"resources": [queue], "child_modules": [{"resources": [queue]}]}],
    }
    return json.dumps({"format_version": "1.2", "planned_values": {"root_module": root}, **more}).encode()


def refused(content: bytes) -> MeshctlError:
    with pytest.raises(MeshctlError) as caught:
        read_plan("plan.json", content)
    assert SECRET not in f"{caught.value.message}{caught.value.hint}"
    return caught.value


def test_the_resources_of_all_modules_count_and_what_is_only_read_does_not() -> None:
    assert read_plan("plan.json", plan()).resources == 3


def test_a_plan_that_makes_nothing_has_no_resources() -> None:
    assert read_plan("plan.json", b'{"format_version": "1.2", "planned_values": {}}').resources == 0


def test_what_no_pack_asks_for_is_left_out() -> None:
    kept = json.loads(read_plan("plan.json", plan(prior_state={"password": SECRET}, variables={"stack": {}})).content)
    assert sorted(kept) == ["format_version", "planned_values", "variables"]


@pytest.mark.parametrize("version", ["0.1", "2.0", "", "x" * 99])
def test_a_plan_of_another_format_says_which(version: str) -> None:
    assert f"has the format {version[:20]}, and meshctl reads 1.x" in refused(plan(format_version=version)).message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f'{{"password": "{SECRET}"}}', "is no plan of Terraform"),
        (f'["{SECRET}"]', "is no plan of Terraform"),
        (f'{{"password": "{SECRET}', "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("", "is no JSON"),
        ('{"format_version": "1.0", "terraform_version": "1.11.4", "values": {}}', "it is a state"),
        ('{"version": 4, "serial": 7, "resources": []}', "it is a state"),
        ('{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}', "what Terraform says while it plans"),
        ('{"format_version": "1.2", "planned_values": {"root_module": {"resources": [1]}}}', "another form"),
        ('{"format_version": "1.2", "planned_values": [7]}', "another form"),
        ('{"format_version": 1, "planned_values": {}}', "is no plan of Terraform"),
    ],
)
def test_what_is_no_plan_says_what_it_is(content: str, words: str) -> None:
    assert words in refused(content.encode()).message


def test_a_plan_file_of_terraform_says_how_to_show_it() -> None:
    assert "terraform show -json plan.json" in refused(b"PK\x03\x04...").hint


def test_a_plan_beyond_all_bounds_is_not_even_parsed() -> None:
    assert "larger than 200 MB" in refused(b"[" * (200 * 10**6 + 1)).message
