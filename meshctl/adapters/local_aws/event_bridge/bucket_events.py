"""Events of S3: a bucket that tells EventBridge of its objects tells the default bus of its account and Region.

Objects created and deleted are told, and who may read them, nothing else: moto tells of tags with every object. It would also
hand events to the rules of every bus itself, past their policies and under one id, and tells of no version that is deleted.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
"""

import json
import secrets
from typing import Any

from moto.s3 import notifications
from moto.s3.models import S3Backend

from meshctl.adapters.local_aws.event_bridge.buses import Buses
from meshctl.adapters.local_aws.event_bridge.events import event_of

CREATED, DELETED, ACCESS_CHANGED = "Object Created", "Object Deleted", "Object ACL Updated"
KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "ObjectCreated:Put": (CREATED, {"reason": "PutObject"}),
    "ObjectCreated:Post": (CREATED, {"reason": "POST Object"}),
    "ObjectCreated:Copy": (CREATED, {"reason": "CopyObject"}),
    "ObjectCreated:CompleteMultipartUpload": (CREATED, {"reason": "CompleteMultipartUpload"}),
    "ObjectRemoved:Delete": (DELETED, {"reason": "DeleteObject", "deletion-type": "Permanently Deleted"}),
    "ObjectRemoved:DeleteMarkerCreated": (
        DELETED,
        {"reason": "DeleteObject", "deletion-type": "Delete Marker Created"},
    ),
    "ObjectAcl:Put": (ACCESS_CHANGED, {}),
}
"""What an event of S3 is called and says, by the name of S3's own notification."""


def install(buses: Buses) -> None:
    """Have `buses` receive what S3 tells."""

    def tell(account: str, bucket: Any, event_name: str, key: Any) -> None:
        name = event_name.removeprefix("s3:")
        if name in KINDS:
            version = str(key.version_id) if bucket.is_versioned else None
            receive(account, bucket, name, _object(KINDS[name][0], key, version))

    def receive(account: str, bucket: Any, name: str, told: dict[str, Any]) -> None:
        buses.receive(event_of(_entry(account, bucket, name, told), account, bucket.region_name))

    def delete(
        backend: Any, bucket_name: str, key_name: str, version_id: str | None = None, bypass: bool = False
    ) -> Any:
        found, told = stock_delete(backend, bucket_name, key_name, version_id, bypass)
        bucket, version = backend.get_bucket(bucket_name), told.get("version-id")
        if found and version and _tells_buses(bucket):
            name = "ObjectRemoved:Delete" if version_id else "ObjectRemoved:DeleteMarkerCreated"
            gone = {"key": key_name, "version-id": str(version), "sequencer": _sequencer()}
            receive(backend.account_id, bucket, name, gone)
        return found, told

    stock_delete = S3Backend.delete_object
    S3Backend.delete_object, notifications._send_event_bridge_message = delete, tell


def _tells_buses(bucket: Any) -> bool:
    told = bucket.notification_configuration
    return told is not None and told.event_bridge is not None


def _entry(account: str, bucket: Any, name: str, told: dict[str, Any]) -> dict[str, Any]:
    detail_type, why = KINDS[name]
    detail = {
        "version": "0",
        "bucket": {"name": bucket.name},
        "object": told,
        "request-id": secrets.token_hex(8).upper(),
        "requester": account,
        "source-ip-address": "127.0.0.1",
        **why,
    }
    return {"Source": "aws.s3", "DetailType": detail_type, "Resources": [bucket.arn], "Detail": json.dumps(detail)}


def _object(detail_type: str, key: Any, version: str | None) -> dict[str, Any]:
    """What is told of an object: of one that is gone neither size nor contents, of one that is as it was no order."""
    size = {"size": key.size} if detail_type == CREATED else {}
    etag = {} if detail_type == DELETED else {"etag": key.etag.strip('"')}
    order = {} if detail_type == ACCESS_CHANGED else {"sequencer": _sequencer()}
    return {"key": key.name, **size, **etag, **({"version-id": version} if version else {}), **order}


def _sequencer() -> str:
    return secrets.token_hex(9).upper()
