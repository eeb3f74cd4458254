"""Items whose time to live is over are gone once the clock has passed it; DynamoDB takes up to some days for that."""

from typing import Any

from moto.dynamodb.models import dynamodb_backends


def forget_expired_items(now: float) -> None:
    """Of all tables; nothing goes before somebody moves the clock."""
    for account in list(dynamodb_backends.values()):
        for backend in list(account.values()):
            for table in list(backend.tables.values()):
                _forget(table, now)


def _forget(table: Any, now: float) -> None:
    """The tables of the mesh have no sort key; of others nothing goes."""
    named = table.ttl.get("AttributeName")
    if table.ttl.get("TimeToLiveStatus") != "ENABLED" or table.has_range_key:
        return
    for key, item in list(table.items.items()):
        expires = item.attrs.get(named)
        if expires is not None and expires.type == "N" and float(expires.value) <= now:
            table.items.pop(key, None)
