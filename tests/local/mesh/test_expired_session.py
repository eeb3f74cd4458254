"""A session that expires in the middle of an apply: nobody may write a state or let go of it then. One apply with a new one converges."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from subprocess import CompletedProcess

import pytest

from .gazette_on_aws import APPLY, INBOX, STAGE, asked_over, gazette_on_aws
from .proxy import Answer, HandingOn, Proxy, serving
from .running_mesh import RunningMesh, finished, wait_for

pytestmark = [
    pytest.mark.local,
    pytest.mark.terraform,
    pytest.mark.campaign,
    pytest.mark.xdist_group("expired session"),
]
_SIGNED = re.compile(r"Credential=[^/]+/\d+/[^/]+/(?P<service>[^/]+)/")
_SAID = "The security token included in the request is expired"


class Expiring(Proxy):
    """Hands on what is asked, until the session is `expired`."""

    expired = False


class _Asked(HandingOn):
    server: Expiring

    def hand_on(self) -> None:
        body = self.asked()
        self.give(self._refusal() if self.server.expired else self.bring(body))

    def _refusal(self) -> Answer:
        """In the form of the service's protocol."""
        signed = _SIGNED.search(self.headers.get("Authorization", ""))
        if signed and signed["service"] == "s3":
            return Answer(400, body=f"<Error><Code>ExpiredToken</Code><Message>{_SAID}</Message></Error>".encode())
        if "X-Amz-Target" in self.headers:
            told = {"__type": "ExpiredTokenException", "message": _SAID}
            return Answer(400, [("x-amzn-ErrorType", "ExpiredTokenException")], json.dumps(told).encode())
        told_in_words = f"<Type>Sender</Type><Code>ExpiredToken</Code><Message>{_SAID}</Message>"
        return Answer(403, body=f"<ErrorResponse><Error>{told_in_words}</Error></ErrorResponse>".encode())


@dataclass(frozen=True)
class Expired:
    """What an apply said whose session expired, what was held then, and what one with a new session said."""

    mesh: RunningMesh
    first: CompletedProcess[str]
    locks: frozenset[str]
    rerun: CompletedProcess[str]


@pytest.fixture(scope="session")
def expired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Expired]:
    with (
        gazette_on_aws(tmp_path_factory.mktemp("expired")) as on_aws,
        serving(Expiring(on_aws.settings["AWS_ENDPOINT_URL"], _Asked)) as proxy,
    ):
        mesh = asked_over(on_aws, proxy.endpoint)
        applying = mesh.begin(*APPLY)
        wait_for(lambda: f"{INBOX}_dead" in on_aws.queues("desk"), lambda: "no queue is made yet", 120)
        proxy.expired = True
        first = finished(applying)
        proxy.expired = False
        yield Expired(on_aws, first, frozenset(on_aws.locks()), finished(mesh.begin(*APPLY)))


def test_it_says_to_log_in_and_where_the_states_are(expired: Expired) -> None:
    assert expired.first.returncode == 1
    assert "has expired: log in again" in expired.first.stderr
    assert "what was made is in errored.tfstate" in expired.first.stderr
    assert "system-desk" in expired.locks


def test_a_new_session_carries_on_and_makes_nothing_twice(expired: Expired) -> None:
    assert expired.rerun.returncode == 0, expired.rerun.stderr
    assert "released the lock" in expired.rerun.stderr
    assert "writing the state that an earlier apply could not write" in expired.rerun.stderr
    assert expired.mesh.locks() == set()
    assert expired.mesh.answer("plan", "--stage", STAGE, "--refresh", "--exit-code")["changes"] == []
