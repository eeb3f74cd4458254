"""A function as it is at the moment it is invoked: a copy of what moto keeps. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.programs.environment import NOBODYS_AWS

PATH = "/usr/local/bin:/usr/bin:/bin"


@dataclass(frozen=True)
class RunnableFunction:
    """All that is needed to run a function once; `timeout` in seconds, `memory` in MB."""

    arn: str
    name: str
    account: str
    region: str
    version: str
    runtime: str
    handler: str
    role_arn: str
    timeout: int
    memory: int
    variables: Mapping[str, str]
    package: bytes
    package_hash: str
    dead_letters_arn: str | None
    throttled: bool
    retries: int

    @classmethod
    def of(cls, kept: Any) -> "RunnableFunction":
        """Copy what moto keeps of a function."""
        reserved = kept.reserved_concurrency
        return cls(
            arn=kept.function_arn,
            name=kept.function_name,
            account=Arn.parse(kept.function_arn).account,
            region=kept.region,
            version=str(kept.version),
            runtime=kept.run_time or "",
            handler=kept.handler or "",
            role_arn=kept.role,
            timeout=int(kept.timeout),
            memory=int(kept.memory_size),
            variables=dict(kept.environment_vars),
            package=getattr(kept, "code_bytes", b""),
            package_hash=kept.code_sha_256,
            dead_letters_arn=kept.dead_letter_config.get("TargetArn"),
            throttled=reserved is not None and int(reserved) == 0,
            retries=_retries(kept),
        )


def _retries(kept: Any) -> int:
    """Lambda tries an event that nobody waits for twice again, unless it is told otherwise."""
    for one in kept.event_invoke_config:
        return int(one.config.get("MaximumRetryAttempts", 2))
    return 2


def environment(function: RunnableFunction, root: str, endpoint: str) -> dict[str, str]:
    """Give a function's environment, without credentials: its own variables, and Lambda's, which win."""
    return {
        **function.variables,
        **NOBODYS_AWS,
        "PATH": PATH,
        "LANG": "C.UTF-8",
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_VERSION": function.version,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
        "AWS_REGION": function.region,
        "AWS_DEFAULT_REGION": function.region,
        "AWS_ENDPOINT_URL": endpoint,
        "_HANDLER": function.handler,
        "LAMBDA_TASK_ROOT": root,
    }
