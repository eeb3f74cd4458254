"""Streams bear several threads. Stock moto gives two records that arrive at once the same number, and loses one."""

import threading
from typing import Any

from moto.kinesis.models import Shard


def install() -> None:
    """Let one record at a time enter a shard."""
    stock, one_at_a_time = Shard.put_record, threading.Lock()

    def put_record(shard: Any, partition_key: str, data: str, explicit_hash_key: str) -> str:
        with one_at_a_time:
            return str(stock(shard, partition_key, data, explicit_hash_key))

    Shard.put_record = put_record
