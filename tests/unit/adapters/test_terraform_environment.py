from pathlib import Path

from meshctl.adapters.local_aws.state import RunningServer
from meshctl.adapters.terraform.environment import assuming, local_aws_environment, terraform_environment

EMBEDDED = RunningServer("http://127.0.0.1:1", 1, "", "KEY", "SECRET")


def test_a_persons_own_terraform_settings_do_not_leak_in() -> None:
    environment = terraform_environment({"TF_VAR_stack": "x", "TF_CLI_ARGS_plan": "-destroy", "HOME": "h"}, None)
    assert (environment["HOME"], [name for name in environment if name.startswith("TF_")]) == (
        "h",
        ["TF_IN_AUTOMATION"],
    )


def test_the_role_to_assume_is_told_beside_the_inputs() -> None:
    environment = terraform_environment({"TF_VAR_role": "of the caller"}, None)
    assert "TF_VAR_role" not in environment
    assert assuming("MeshPlan", environment) == {**environment, "TF_VAR_role": "MeshPlan"}


def test_a_mirror_is_told_through_a_configuration_file() -> None:
    assert terraform_environment({}, Path("x.rc"))["TF_CLI_CONFIG_FILE"] == "x.rc"


def test_a_local_stage_never_sees_the_callers_aws() -> None:
    inherited = {"AWS_PROFILE": "prod", "AWS_SESSION_TOKEN": "secret", "AWS_ENDPOINT_URL_S3": "elsewhere"}
    environment = local_aws_environment(inherited, EMBEDDED, "eu-west-1")
    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"
    assert not set(inherited) & set(environment)
