"""What of a person's environment counts: every variable has a rule, and what would change a result is taken out or told."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.programs.environment import environment_for, notes, rule_of
from meshctl.adapters.programs.variables import RULES, Purpose

PAGE = Path("docs/how-to/environment.md").read_text("utf-8")
ON_AWS = {Purpose.TERRAFORM_ON_AWS, Purpose.AWS}
LOCAL = set(Purpose) - ON_AWS - {Purpose.UV}
PYTHON = {Purpose.UV, Purpose.POLICY, Purpose.CODEGEN, Purpose.EMBEDDED_AWS}
SENDING_AWS_ELSEWHERE = st.sampled_from(["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_PROFILE", "AWS_CONFIG_FILE"])
PROXIES = st.sampled_from(["HTTP_PROXY", "https_proxy", "ALL_PROXY", "NO_PROXY"])
ends = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abc0", min_size=1)
variables = ends | st.tuples(
    st.sampled_from(["TF_", "TF_VAR_", "TF_CLI_ARGS", "AWS_", "AWS_ENDPOINT_URL_", "PYTHON", "PIP_", "GIT_", "MOTO_"]),
    ends,
).map("".join)
purposes = st.sampled_from(Purpose)


def kept(purpose: Purpose, variable: str) -> bool:
    return environment_for(purpose, {variable: "x"}) == {variable: "x"}


def told(purpose: Purpose, variable: str) -> bool:
    return variable in " ".join(notes([purpose], {variable: "x"}))


@given(st.dictionaries(variables | st.text(), st.text()), purposes)
def test_what_is_kept_stays_as_it_is(inherited: dict[str, str], purpose: Purpose) -> None:
    assert environment_for(purpose, inherited).items() <= inherited.items()


@given(variables, st.sampled_from(sorted(LOCAL, key=str)))
def test_nothing_of_a_persons_aws_is_kept_where_no_aws_is_asked(variable: str, purpose: Purpose) -> None:
    assert not (kept(purpose, f"AWS_{variable}") or kept(purpose, f"BOTO_{variable}"))


@given(variables, purposes)
def test_terraforms_own_settings_are_for_terraform_and_say_where_providers_come_from(
    variable: str, purpose: Purpose
) -> None:
    if kept(purpose, f"TF_{variable}"):
        assert purpose in (Purpose.TERRAFORM_ON_AWS, Purpose.TERRAFORM_LOCALLY)
        assert re.match(r"CLI_CONFIG_FILE$|PLUGIN_CACHE_|REGISTRY_|TOKEN_|IN_AUTOMATION$", variable)


@given(ends, st.sampled_from(["TF_VAR_", "TF_CLI_ARGS_", "TF_LOG_", "TF_AWS_DEFAULT_TAGS_", "TF_REATTACH_"]))
def test_what_terraform_does_not_see_is_told(end: str, prefix: str) -> None:
    assert not kept(Purpose.TERRAFORM_ON_AWS, prefix + end)
    assert told(Purpose.TERRAFORM_ON_AWS, prefix + end) and told(Purpose.TERRAFORM_LOCALLY, prefix + end)


@given(SENDING_AWS_ELSEWHERE | PROXIES, st.sampled_from(sorted(ON_AWS, key=str)))
def test_what_leads_elsewhere_is_told_before_aws_is_asked(variable: str, purpose: Purpose) -> None:
    assert kept(purpose, variable) and told(purpose, variable)


@given(variables, st.sampled_from(sorted(PYTHON, key=str)))
def test_no_setting_of_python_reaches_a_program_in_python(variable: str, purpose: Purpose) -> None:
    assert not kept(purpose, f"PYTHON{variable}")


@given(PROXIES, st.sampled_from([Purpose.POLICY, Purpose.CODEGEN, Purpose.EMBEDDED_AWS]))
def test_no_proxy_reaches_what_stays_on_this_machine(variable: str, purpose: Purpose) -> None:
    assert not kept(purpose, variable)


@pytest.mark.parametrize(
    "variable", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"]
)
def test_git_is_asked_about_the_repository_of_the_catalogue(variable: str) -> None:
    assert not kept(Purpose.GIT, variable)


@pytest.mark.parametrize(
    "variable", ["PIP_TARGET", "PIP_REQUIREMENT", "PIP_INDEX_URL", "UV_CONSTRAINT", "UV_INDEX_STRATEGY", "VIRTUAL_ENV"]
)
def test_uv_installs_what_meshctl_says_to_where_it_says(variable: str) -> None:
    assert not kept(Purpose.UV, variable)


@pytest.mark.parametrize("variable", ["PATH", "HOME", "LC_ALL", "TMPDIR"])
@pytest.mark.parametrize("purpose", Purpose)
def test_where_things_lie_on_this_machine_is_kept_for_all(variable: str, purpose: Purpose) -> None:
    assert kept(purpose, variable)


secrets = st.text("abcdefghijklmnopqrstuvwxyz", min_size=12)


@given(SENDING_AWS_ELSEWHERE | PROXIES | variables, secrets, purposes)
def test_no_value_is_told_but_the_host_of_an_endpoint(variable: str, secret: str, purpose: Purpose) -> None:
    for value in (
        secret,
        f"http://me:{secret}@shop.example:8080",
        f"http://me:{secret}@[",
        f"//{secret}@shop.example:x/",
    ):
        assert secret not in " ".join(notes([purpose], {variable: value})).replace(variable, "")


def test_where_aws_is_asked_instead_is_told_in_one_line() -> None:
    said = notes(
        [Purpose.TERRAFORM_ON_AWS, Purpose.AWS],
        {"AWS_ENDPOINT_URL": "http://127.0.0.1:4747", "AWS_ENDPOINT_URL_S3": "http://x"},
    )
    assert said == (
        "AWS is asked elsewhere than at Amazon's: AWS_ENDPOINT_URL (127.0.0.1:4747), AWS_ENDPOINT_URL_S3 (x)",
    )


@given(st.text())
def test_every_variable_has_a_rule(variable: str) -> None:
    assert rule_of(variable) in RULES


def test_the_page_for_people_names_what_the_rules_name() -> None:
    named = set(re.findall(r"`([A-Za-z0-9_]+\*?)`", PAGE.partition("## All variables")[2]))
    assert {one for rule in RULES for one in rule.variables} - {"*"} == named
