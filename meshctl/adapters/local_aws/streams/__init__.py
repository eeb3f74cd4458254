"""What Kinesis answers and moto does not: reading a shard as its records come, by a consumer of one's own.

To be read in this order: `subscription_api` takes the call, `readings` says from where a reading goes on and who may begin one,
`shard_events` what comes of it, `event_stream` how that is written.
"""
