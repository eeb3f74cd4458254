"""Asks checkov about plans, or about a directory of HCL. Runs in checkov's own environment, on nothing of meshctl.

Reads a question from standard input and writes an answer to standard output, both JSON (`judge` has their forms). Never
writes what a plan holds: only what checks are called, which resources they are about and what they say of them.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from checkov.common.models.enums import CheckResult
from checkov.common.output.record import Record
from checkov.common.output.report import Report
from checkov.common.runners.runner_registry import RunnerRegistry
from checkov.runner_filter import RunnerFilter
from checkov.terraform.plan_runner import Runner as PlanRunner
from checkov.terraform.runner import Runner as DirectoryRunner

_UNANSWERED: list[Record] = []
_ADD = Report.add_record


def main() -> None:
    """Answers one question."""
    logging.disable(logging.CRITICAL)  # checkov's log may quote what it reads
    question = json.load(sys.stdin)
    Report.add_record = _add_record
    with redirect_stdout(sys.stderr):
        answer = _answer(_report(question), [*question["plans"], question["directory"]])
    json.dump(answer, sys.stdout)


def _add_record(report: Report, record: Record) -> None:
    """checkov drops what a check left unanswered without a word; here it is kept."""
    if record.check_result["result"] == CheckResult.UNKNOWN:
        _UNANSWERED.append(record)
    _ADD(report, record)


def _report(question: dict[str, Any]) -> Report:
    plans, packs = question["plans"], question["packs"]
    if not plans:
        asked = RunnerFilter(framework=["terraform"])
        return DirectoryRunner().run(question["directory"], external_checks_dir=packs, runner_filter=asked)
    asked = RunnerFilter(framework=["terraform_plan"])
    report = PlanRunner().run(None, external_checks_dir=packs, files=plans, runner_filter=asked)
    if question["directory"]:  # what checkov's --repo-root-for-plan-enrichment does: skips stand beside the HCL
        sources = RunnerRegistry.get_enriched_resources([question["directory"]], download_external_modules=False)
        Report.enrich_plan_report(report, sources)
        Report.handle_skipped_checks(report, sources)
    return report


def _answer(report: Report, files: list[str]) -> dict[str, Any]:
    counts = {file: sum(one.startswith(f"{file}:") for one in report.resources) for file in files if file}
    every = (*report.passed_checks, *report.failed_checks, *report.skipped_checks, *_UNANSWERED)
    return {
        "resources": counts | {"": len(report.resources)},
        "unread": sorted({*map(str, report.parsing_errors), *_in_json(files)}),
        "asked": {one.check_id: one.check_name for one in every},
        "failed": [_told(one) for one in report.failed_checks],
        "skipped": [_told(one) for one in report.skipped_checks],
        "unanswered": [_told(one) for one in _UNANSWERED],
    }


def _in_json(asked: list[str]) -> Iterator[str]:
    """Files of Terraform's JSON form that make something: checkov passes them over without a word."""
    for path in (one for directory in asked if Path(directory).is_dir() for one in Path(directory).rglob("*.tf.json")):
        if ".terraform" not in path.parts and re.search(
            r'"(?:resource|module|data)"\s*:', path.read_text("utf-8", "replace")
        ):
            yield str(path)


def _told(record: Record) -> dict[str, Any]:
    return {
        "check": record.check_id,
        "name": record.check_name,
        "file": record.file_abs_path,
        "source": "" if _is_plan(record) else record.file_path,
        "line": record.file_line_range[0] or 1,
        "address": record.resource_address or record.resource,
        "details": [str(one) for one in record.details or ()],
        "guideline": record.guideline or "",
        "reason": record.check_result.get("suppress_comment") or "",
    }


def _is_plan(record: Record) -> bool:
    """Whether it is told where the plan lies, and not where its HCL does."""
    return str(record.file_abs_path).endswith(".json") and str(record.file_abs_path).endswith(str(record.file_path))


if __name__ == "__main__":
    main()
