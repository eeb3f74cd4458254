"""The numbers of a stream's records have 56 digits, as AWS's have; moto's begin with 1, which readers take for something else."""

from moto.kinesis.models import Shard

FIRST = 49_590_338_271_490_256_608_559_692_538_361_571_095_921_575_989_136_588_898
"""What a shard begins with: all its records have greater numbers."""


def install() -> None:
    """Have shards begin so."""
    stock = Shard.get_max_sequence_number
    Shard.get_min_sequence_number = lambda _: FIRST
    Shard.get_max_sequence_number = lambda shard: max(FIRST, stock(shard))
