"""Events of S3: a bucket that tells EventBridge of its objects tells the default bus of its account and Region.

Objects created and deleted are told, nothing else: moto tells of tags with every object. It would also hand events to the
rules of every bus itself, past their policies and under one id.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
"""

import json
import secrets
from typing import Any

from moto.s3 import notifications

from meshctl.adapters.local_aws.event_bridge.buses import Buses
from meshctl.adapters.local_aws.event_bridge.events import event_of

REASONS = {
    "ObjectCreated:Put": "PutObject",
    "ObjectCreated:Post": "POST Object",
    "ObjectCreated:Copy": "CopyObject",
    "ObjectCreated:CompleteMultipartUpload": "CompleteMultipartUpload",
    "ObjectRemoved:Delete": "DeleteObject",
    "ObjectRemoved:DeleteMarkerCreated": "DeleteObject",
}
"""Why an object has changed, by the name of S3's own notification."""
DELETIONS = {
    "ObjectRemoved:Delete": "Permanently Deleted",
    "ObjectRemoved:DeleteMarkerCreated": "Delete Marker Created",
}


def install(buses: Buses) -> None:
    """Have `buses` receive what S3 tells."""

    def tell(account: str, bucket: Any, event_name: str, key: Any) -> None:
        name = event_name.removeprefix("s3:")
        if name in REASONS:
            buses.receive(event_of(_entry(account, bucket, name, key), account, bucket.region_name))

    notifications._send_event_bridge_message = tell


def _entry(account: str, bucket: Any, name: str, key: Any) -> dict[str, Any]:
    return {
        "Source": "aws.s3",
        "DetailType": "Object Deleted" if name in DELETIONS else "Object Created",
        "Resources": [bucket.arn],
        "Detail": json.dumps(_detail(account, bucket, name, key)),
    }


def _detail(account: str, bucket: Any, name: str, key: Any) -> dict[str, Any]:
    deletion = {"deletion-type": DELETIONS[name]} if name in DELETIONS else {}
    return {
        "version": "0",
        "bucket": {"name": bucket.name},
        "object": _object(bucket, key),
        "request-id": secrets.token_hex(8).upper(),
        "requester": account,
        "source-ip-address": "127.0.0.1",
        "reason": REASONS[name],
        **deletion,
    }


def _object(bucket: Any, key: Any) -> dict[str, Any]:
    version = {"version-id": key.version_id} if bucket.is_versioned else {}
    etag = key.etag.strip('"')
    return {"key": key.name, "size": key.size, "etag": etag, **version, "sequencer": secrets.token_hex(9).upper()}
