"""A function as it is at the moment it is invoked: a copy of what moto keeps. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.programs.environment import NOBODYS_AWS

PATH = "/usr/local/bin:/usr/bin:/bin"
RETRIES, EVENT_SECONDS = 2, 21_600
"""How often and how long Lambda tries an event that nobody waits for, unless it is told otherwise."""
ARN_COLONS = 6
"""In the ARN of a function without a version."""


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
    log_group: str
    dead_letters_arn: str | None
    throttled: bool
    retries: int
    event_seconds: int
    on_success: str | None
    on_failure: str | None

    @property
    def qualified_arn(self) -> str:
        """The ARN with the version, which records of destinations have."""
        return self.arn if self.arn.count(":") > ARN_COLONS else f"{self.arn}:{self.version}"

    def arn_as(self, qualifier: str | None) -> str:
        """The ARN as it was asked for: with the version or the alias that was named."""
        return f"{':'.join(self.arn.split(':')[: ARN_COLONS + 1])}:{qualifier}" if qualifier else self.arn

    @classmethod
    def of(cls, kept: Any) -> "RunnableFunction":
        """Copy what moto keeps of a function."""
        reserved, told = kept.reserved_concurrency, _told_of_events(kept)
        destinations = told.get("DestinationConfig") or {}
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
            log_group=kept.logging_config["LogGroup"],
            dead_letters_arn=kept.dead_letter_config.get("TargetArn"),
            throttled=reserved is not None and int(reserved) == 0,
            retries=int(told.get("MaximumRetryAttempts", RETRIES)),
            event_seconds=int(told.get("MaximumEventAgeInSeconds", EVENT_SECONDS)),
            on_success=(destinations.get("OnSuccess") or {}).get("Destination"),
            on_failure=(destinations.get("OnFailure") or {}).get("Destination"),
        )


def _told_of_events(kept: Any) -> dict[str, Any]:
    """What Lambda is told of events that nobody waits for."""
    return dict(kept.event_invoke_config[-1].config) if kept.event_invoke_config else {}


def environment(function: RunnableFunction, root: str, endpoint: str, stream: str) -> dict[str, str]:
    """Give a function's environment, without credentials: its own variables, and Lambda's, which win.

    `stream` is the log stream of its process.
    """
    return {
        **function.variables,
        **NOBODYS_AWS,
        "PATH": PATH,
        "LANG": "C.UTF-8",
        "TZ": ":UTC",
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{function.runtime}",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": function.log_group,
        "AWS_LAMBDA_LOG_STREAM_NAME": stream,
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_VERSION": function.version,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
        "AWS_REGION": function.region,
        "AWS_DEFAULT_REGION": function.region,
        "AWS_ENDPOINT_URL": endpoint,
        "_HANDLER": function.handler,
        "LAMBDA_TASK_ROOT": root,
    }
