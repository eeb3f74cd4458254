"""Streams bear several threads, and number their records on. Stock moto gives two records that arrive at once the same number,
loses one, and begins to count anew when all have expired.
"""

import threading
from typing import Any

from moto.kinesis.models import Record, Shard


def install() -> None:
    """Let one record at a time enter a shard, with a number that none had before."""
    one_at_a_time = threading.Lock()

    def put_record(shard: Any, partition_key: str, data: str, explicit_hash_key: str) -> str:
        with one_at_a_time:
            shard.numbered = max(getattr(shard, "numbered", 0), shard.get_max_sequence_number()) + 1
            shard.records[shard.numbered] = Record(partition_key, data, shard.numbered, explicit_hash_key)
            return str(shard.numbered)

    Shard.put_record = put_record
