"""How the states of a workflow reach the embedded AWS: as the execution's role, at its endpoint. Changes moto's interpreter."""

import threading
from collections.abc import Callable
from typing import Any

import boto3
from botocore.config import Config
from moto.stepfunctions.parser.asl.utils import boto_client

from meshctl.adapters.local_aws.identities import Sessions, find_role
from meshctl.adapters.local_aws.workflows.interpreting.http_answers import TaskAnswer

STRAIGHT = Config(
    parameter_validation=False,
    retries={"total_max_attempts": 1},
    read_timeout=3600,
    proxies={},
    response_checksum_validation="when_required",
)
"""A task may take long; what it asks is judged by the service, and tried again by the workflow alone. No checksum is
asked for."""
SESSION = "states"
_LAST = threading.local()


class RoleIsGone(Exception):
    """The role of an execution, or of a task, does not exist; who has none would administer the account."""


def install(endpoint: str, sessions: Sessions) -> None:
    """Have every state ask here. To be called before the rest of the interpreter is imported, which takes the name over."""
    boto_client.boto_client_for = client_maker(endpoint, sessions)


def client_maker(endpoint: str, sessions: Sessions) -> Callable[..., Any]:
    """Give what makes a client of a service for a role, once each: making one takes longer than asking.

    One session has made them all, and what it has read of a service's model it reads once: 10 MB, for each role else.
    """
    session = boto3.Session()
    made: dict[tuple[str, str, str], Any] = {}
    one_at_a_time = threading.Lock()

    def client_for(region: str, service: str, state_credentials: Any) -> Any:
        kind = (state_credentials.role_arn, service, region)
        if find_role(kind[0]) is None:
            raise RoleIsGone(f"the role {kind[0]} does not exist")
        with one_at_a_time:
            if kind not in made:
                taken = sessions.of(kind[0], SESSION, region)
                made[kind] = session.client(
                    service,
                    region,
                    endpoint_url=endpoint,
                    aws_access_key_id=taken.access_key,
                    aws_secret_access_key=taken.secret_key,
                    aws_session_token=taken.session_token,
                    config=STRAIGHT,
                )
                made[kind].meta.events.register("after-call", _keep)
            return made[kind]

    return client_for


def last_answer() -> TaskAnswer:
    """What a service has answered last in this thread, in which one state runs."""
    answer: TaskAnswer = _LAST.answer
    return answer


def _keep(http_response: Any, **_: Any) -> None:
    headers = {name.lower(): value for name, value in http_response.headers.items()}
    _LAST.answer = TaskAnswer(http_response.status_code, headers)
