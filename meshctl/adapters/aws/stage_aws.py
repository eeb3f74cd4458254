"""The accounts of a stage as AWS: what meshctl itself asks of them. Knows accounts and roles; decides nothing about events."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session

from meshctl.adapters.aws.message_counts import message_count
from meshctl.adapters.aws.refusals import refusals, refused_entry
from meshctl.adapters.aws.sessions import IMPATIENT, LISTING, PATIENCE, STRAIGHT, embedded_session, own_session
from meshctl.adapters.aws.stage_bucket import S3StageBucket
from meshctl.errors import AwsRefused
from meshctl.retirement.queues import MessageCount, QueueAddress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from threading import Event

    from meshctl.adoption.own_resources import ExistingResource, StackPlace
    from meshctl.adoption.planned_creates import PlannedResource
    from meshctl.drift.own_resources import OwnResource
    from meshctl.drift.seen_resources import SeenAccount
    from meshctl.ports import EmbeddedAws

QUEUES_AT_ONCE = 8
"""boto3 keeps ten connections; a client may be asked from several threads."""
_OURS_ALREADY = ("BucketAlreadyOwnedByYou", "BucketAlreadyExists")


class StageAws:
    """The accounts of one stage, reached through a role in each, on an embedded AWS if there is one."""

    def __init__(self, region: str, role: str, embedded: EmbeddedAws | None) -> None:
        self._region = region
        self._role = role
        self._embedded = embedded
        self._making_clients = Lock()

    def put_event(self, account: str, entry: Mapping[str, Any]) -> str:
        """Publishes one event from `account`; gives EventBridge's id of it. Raises `AwsRefused`."""
        with refusals(embedded=bool(self._embedded)):
            answer = self._client("events", self._role_in(account)).put_events(Entries=[dict(entry)])
            result = answer["Entries"][0]
        if "EventId" not in result:
            raise refused_entry(result["ErrorCode"], result.get("ErrorMessage", ""))
        return str(result["EventId"])

    def count_messages(self, queues: Collection[QueueAddress]) -> dict[QueueAddress, MessageCount | None]:
        """How many messages each queue has; None for one that is not there. Raises `AwsRefused`."""
        found: dict[QueueAddress, MessageCount | None] = {}
        for account in sorted({one.account for one in queues}):
            names = [one.name for one in queues if one.account == account]
            with refusals(embedded=bool(self._embedded)):
                sqs = self._client("sqs", self._role_in(account))
                with ThreadPoolExecutor(max_workers=QUEUES_AT_ONCE) as pool:
                    counts = pool.map(partial(message_count, sqs), names)
                    found |= {QueueAddress(account, name): one for name, one in zip(names, counts, strict=True)}
        return found

    def existing_resources(
        self, creates: Collection[PlannedResource], place: StackPlace
    ) -> dict[str, ExistingResource]:
        """What exists already of that which Terraform would create in a stack, by address. Raises `AwsRefused`.

        It may be asked from any thread.
        """
        from meshctl.adapters.aws.existing.lookups import LOOKUPS, existing_resources  # noqa: PLC0415  to adopt alone

        with refusals(embedded=bool(self._embedded)):
            clients = self._clients(place.account, {LOOKUPS[one.type][0] for one in creates})
            return existing_resources(clients, creates, place)

    def hanging_resources(self, account: str, own: Collection[OwnResource], stop: Event) -> SeenAccount:
        """What hangs on the resources of an account, whoever made it; what AWS refuses is told as not looked at.

        Each is asked for in its own Region, which the catalogue may name no more. It may be asked from any thread. Raises
        `Interrupted`.
        """
        from meshctl.drift.seen_resources import SeenAccount  # noqa: PLC0415  for drift alone

        by_region: dict[str, list[OwnResource]] = defaultdict(list)
        for one in own:
            by_region[one.region or self._region].append(one)
        told = [self._hanging_in(region, account, there, stop) for region, there in sorted(by_region.items())]
        return SeenAccount(
            tuple(each for one in told for each in one.seen), tuple(each for one in told for each in one.unseen)
        )

    def _hanging_in(self, region: str, account: str, own: Collection[OwnResource], stop: Event) -> SeenAccount:
        from meshctl.adapters.aws.hanging.look import SERVICES, look_at, unseen_account  # noqa: PLC0415  for drift alone

        try:
            with refusals(embedded=bool(self._embedded)):
                clients = self._clients(account, SERVICES, LISTING.merge(Config(region_name=region)))
        except AwsRefused as error:
            return unseen_account(account, region, error)
        return look_at(clients, account, own, stop, embedded=bool(self._embedded))

    def ensure_bucket(self, name: str) -> None:
        """Makes the state bucket of an embedded AWS; one that is there already is left alone. Raises `AwsRefused`."""
        where = {"LocationConstraint": self._region}
        more = {} if self._region == "us-east-1" else {"CreateBucketConfiguration": where}
        with refusals(embedded=bool(self._embedded)):
            try:
                self._s3.create_bucket(Bucket=name, **more)
            except ClientError as error:
                if error.response["Error"]["Code"] not in _OURS_ALREADY:
                    raise

    def bucket(self, name: str, *, impatient: bool = False) -> S3StageBucket:
        """A bucket of the stage, reached as who calls, as Terraform reaches its state. Raises `AwsRefused`.

        An `impatient` one gives up after seconds, at the first try.
        """
        with refusals(embedded=bool(self._embedded)):
            s3 = self._client("s3", more=IMPATIENT) if impatient else self._s3
            return S3StageBucket(s3, name, embedded=bool(self._embedded))

    def _role_in(self, account: str) -> Mapping[str, str]:
        """The keys of the role in an account, as a client takes them."""
        role = f"arn:aws:iam::{account}:role/{self._role}"
        keys = self._client("sts").assume_role(RoleArn=role, RoleSessionName="meshctl")["Credentials"]
        return {
            "aws_access_key_id": keys["AccessKeyId"],
            "aws_secret_access_key": keys["SecretAccessKey"],
            "aws_session_token": keys["SessionToken"],
        }

    def _clients(self, account: str, services: Iterable[str], more: Config | None = None) -> dict[str, Any]:
        """Clients of services with the keys of the role in an account. Raises what boto3 raises."""
        with self._making_clients:  # boto3: a session makes one client at a time
            keys = self._role_in(account)
            return {service: self._client(service, keys, more) for service in services}

    def _client(self, service: str, keys: Mapping[str, str] | None = None, more: Config | None = None) -> Any:
        """A client of one service, with its own keys where it has some, and with `more` settings than all have."""
        patience = (STRAIGHT if self._embedded else PATIENCE).merge(more or Config())
        if self._embedded:
            straight = {"endpoint_url": self._embedded.endpoint, "verify": True, "config": patience}
            return self._session.create_client(service, **straight, **(keys or {}))
        return self._session.create_client(service, config=patience, **(keys or {}))

    @cached_property
    def _s3(self) -> Any:
        return self._client("s3")

    @cached_property
    def _session(self) -> Session:
        if self._embedded is None:
            return own_session(self._region)
        return embedded_session(self._region, self._embedded.access_key, self._embedded.secret_key)
