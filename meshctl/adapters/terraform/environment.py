"""The environment that Terraform runs in. Pure: takes the process's environment, gives a new one."""

from collections.abc import Mapping
from pathlib import Path

from meshctl.adapters.programs.environment import NOBODYS_AWS, environment_for
from meshctl.adapters.programs.variables import Purpose
from meshctl.ports import EmbeddedAws

ALWAYS = {"TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1", "GOGC": "400", "GOMEMLIMIT": "256MiB"}
"""GOGC=400: about 30 % less time for a plan, measured; it costs memory. GOMEMLIMIT takes a quarter of that back for 8 % of the
processor's time (712 MB -> 525 MB for Terraform and its provider, measured), so that more stacks are applied at once."""
_LOOPBACK = "127.0.0.1,localhost"


def terraform_environment(inherited: Mapping[str, str], cli_config: Path | None) -> dict[str, str]:
    """For real AWS: the caller's own credentials, nothing else that steers Terraform."""
    kept = environment_for(Purpose.TERRAFORM_ON_AWS, inherited)
    return kept | ALWAYS | ({"TF_CLI_CONFIG_FILE": str(cli_config)} if cli_config else {})


def assuming(role: str, environment: Mapping[str, str]) -> dict[str, str]:
    """With the name of the role that every root takes on in its account. What Terraform writes does not hold it."""
    return {**environment, "TF_VAR_role": role}


def local_aws_environment(inherited: Mapping[str, str], embedded: EmbeddedAws, region: str) -> dict[str, str]:
    """For the embedded AWS: its endpoint and its keys, and no trace of the caller's own AWS settings."""
    kept = environment_for(Purpose.TERRAFORM_LOCALLY, inherited)
    direct = ",".join(filter(None, (kept.get("NO_PROXY") or kept.get("no_proxy"), _LOOPBACK)))
    ours = {
        "AWS_ENDPOINT_URL": embedded.endpoint,
        "AWS_ACCESS_KEY_ID": embedded.access_key,
        "AWS_SECRET_ACCESS_KEY": embedded.secret_key,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "NO_PROXY": direct,
        "no_proxy": direct,
    }
    return kept | NOBODYS_AWS | ours
