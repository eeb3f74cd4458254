"""The numbers of a stream's records have 56 digits, as AWS's have; moto's begin with 1, which readers take for something else."""

from moto.kinesis.models import Shard

FIRST = 49_590_338_271_490_256_608_559_692_538_361_571_095_921_575_989_136_588_898
"""What the first shard of a stream begins with: all its records have greater numbers."""
APART = 22_300_745_198_530_623_141_535_718_272_648_361_505_980_336
"""How much later the next one begins."""


def install() -> None:
    """Have shards begin so."""
    stock = Shard.get_max_sequence_number
    Shard.get_min_sequence_number = _first
    Shard.get_max_sequence_number = lambda shard: max(_first(shard), stock(shard))


def _first(shard: Shard) -> int:
    return int(FIRST + APART * shard._shard_id)
