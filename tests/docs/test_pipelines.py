"""The pipelines in examples/ci, which docs/how-to/pipelines.md explains: sound, of no more rights than they need, and up to date."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from .documents import ROOT
from .test_commands import fault

CI = ROOT / "examples" / "ci"
WORKFLOWS = sorted((CI / "github").glob("*.yml"))
GITLAB = CI / "gitlab" / ".gitlab-ci.yml"
PIPELINES = [*WORKFLOWS, GITLAB]
every_pipeline = pytest.mark.parametrize("pipeline", PIPELINES, ids=lambda one: one.name)
every_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda one: one.name)
FORMS = {"github": ["vendor.github-workflows"], "gitlab": ["vendor.gitlab-ci", "--data-transform=gitlab-ci"]}
_COMMAND = re.compile(r"(?:^|\$\()(meshctl [^)\n]*)", re.M)
_COMMIT = re.compile(r"[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def judged(program: str, *arguments: str, stdin: str = "") -> str:
    """What a program finds, one of those in requirements/dev.txt; empty where it finds nothing."""
    done = subprocess.run(
        [Path(sys.executable).with_name(program), *arguments], input=stdin, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def read(pipeline: Path) -> dict[str, Any]:
    said: dict[str, Any] = yaml.load(pipeline.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts alone: `on` stays a word
    return said


def steps(workflow: Path) -> Iterator[dict[str, Any]]:
    for job in read(workflow)["jobs"].values():
        yield from job["steps"]


def scripts(pipeline: Path) -> Iterator[str]:
    """What the shell is given."""
    if pipeline == GITLAB:
        jobs = [job for job in read(pipeline).values() if isinstance(job, dict)]
        yield from ("\n".join(job[part]) for job in jobs for part in ("before_script", "script") if part in job)
    else:
        yield from (step["run"] for step in steps(pipeline) if "run" in step)


@every_pipeline
def test_a_pipeline_has_the_form_that_its_host_takes(pipeline: Path) -> None:
    form = FORMS[pipeline.parent.name]
    assert not judged("check-jsonschema", "--builtin-schema", *form, str(pipeline))


def test_nothing_dangerous_is_found_in_a_workflow() -> None:
    assert not judged("zizmor", "--offline", "--no-config", "--quiet", *map(str, WORKFLOWS))


@every_pipeline
def test_the_shell_finds_nothing_wrong_in_what_it_is_given(pipeline: Path) -> None:
    shell = "sh" if pipeline == GITLAB else "bash"
    assert [
        found for script in scripts(pipeline) if (found := judged("shellcheck", f"--shell={shell}", "-", stdin=script))
    ] == []


@every_pipeline
def test_meshctl_understands_every_command_of_a_pipeline(pipeline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESHCTL_CATALOGUE", "examples/shop/catalogue")
    monkeypatch.setenv("MESHCTL_STAGE", "dev")
    commands = [one for script in scripts(pipeline) for one in _COMMAND.findall(script)]
    assert commands
    assert [(one, why) for one in commands if (why := fault(one, complete=True))] == []


@every_workflow
def test_an_action_is_one_commit_whose_version_is_told(workflow: Path) -> None:
    used = re.findall(r"uses: (.*)", workflow.read_text("utf-8"))
    assert used
    assert [one for one in used if not _COMMIT.fullmatch(one)] == []


@every_workflow
def test_nothing_that_somebody_wrote_becomes_part_of_a_script(workflow: Path) -> None:
    assert [script for script in scripts(workflow) if "${{" in script] == []


@every_workflow
def test_only_who_asks_aws_gets_a_token_for_it_and_nobody_who_does_comments(workflow: Path) -> None:
    read_ = read(workflow)
    assert read_["permissions"] == {}
    for name, job in read_["jobs"].items():
        asks = any("configure-aws-credentials" in step.get("uses", "") for step in job["steps"])
        writes = {right for right, how in job["permissions"].items() if how == "write"}
        assert writes == ({"id-token"} if asks else {"pull-requests"} if name == "comment" else set()), name


def test_the_role_that_changes_something_is_taken_on_in_the_environment_alone_that_guards_it() -> None:
    by_job = {(one.name, name): job for one in WORKFLOWS for name, job in read(one)["jobs"].items()}
    deploys = [key for key, job in by_job.items() if "DEPLOY_ROLE" in str(job)]
    assert deploys == [("deploy.yml", "apply")]
    assert by_job[deploys[0]]["environment"] == "dev"


def test_every_pipeline_is_told_of() -> None:
    told = (ROOT / "docs" / "how-to" / "pipelines.md").read_text("utf-8")
    assert [one for one in PIPELINES if one.relative_to(CI).as_posix() not in told] == []
