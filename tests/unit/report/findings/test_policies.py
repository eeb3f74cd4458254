"""How findings of policies are shown: with YAML where there is some, and with all that was let pass."""

import json

from meshctl.model.findings import Finding, Severity
from meshctl.model.places import Place
from meshctl.report.findings.policies import policy_as_json, policy_as_text, policy_summary, rules_of_packs
from meshctl.results.policy import PolicyAnswer, PolicyFinding, PolicyVerdict

FINDING = Finding("CKV_MESH_1", Place("main.tf", 3), "It is open", "to 222222222222", "Subscribe instead:")
FOUND = PolicyFinding(FINDING, "plan.json", "aws_sqs_queue.q", "queue a/b/q", "service: reader\n")
SKIPPED = PolicyVerdict("CKV_AWS_1", "It is plain", "plan.json", "aws_sqs_queue.r", reason="holds\x1b nothing")
SILENT = [PolicyVerdict(check, "It may be", "plan.json", "aws_sqs_queue.q") for check in ("CKV_AWS_2", "CKV_MESH_2")]
ANSWER = PolicyAnswer({"plan.json": 2}, {"CKV_AWS_1": "It is plain"}, (), (SKIPPED, SKIPPED), (*SILENT, SILENT[0]))


def test_the_yaml_stands_below_its_finding_so_that_it_can_be_copied() -> None:
    assert policy_as_text([FOUND], {}) == (
        "error[CKV_MESH_1]: It is open\n"
        " --> main.tf:3:1\n"
        "  = why: to 222222222222\n"
        "  = help: Subscribe instead:\n"
        "\n"
        "    service: reader"
    )


def test_data_has_the_resource_for_whom_it_is_and_the_yaml() -> None:
    said = json.loads(policy_as_json([FOUND], ANSWER))
    assert said["findings"][0]["cause"] == "queue a/b/q"
    assert said["findings"][0]["address"] == "aws_sqs_queue.q"
    assert said["findings"][0]["instead"] == "service: reader\n"
    assert (said["resources"], said["unanswered"]) == ({"plan.json": 2}, {"CKV_AWS_2": 2})


def test_the_summary_tells_what_is_let_pass_and_what_nobody_answered() -> None:
    assert policy_summary(ANSWER).splitlines() == [
        "1 check over 2 resources",
        "skipped CKV_AWS_1 for 2 resources: holds\\u001b nothing",
        "no answer to these checks (of so many resources): CKV_AWS_2 (2)",
    ]


def test_a_rule_is_as_severe_as_its_findings() -> None:
    mild = PolicyFinding(Finding("CKV_AWS_1", Place("a"), "", severity=Severity.WARNING), "", "")
    assert [(rule.name, rule.severity) for rule in rules_of_packs(ANSWER, [mild])] == [("CKV_AWS_1", Severity.WARNING)]
