"""What Kinesis answers and moto does not, or answers for ever.

To be read in this order: `shard_api` makes streams and merges shards, `listing_api` tells streams, shards and tags in pages,
`tag_api` knows the tags of each, `record_api` writes records and reads a shard to its end,
`consumer_api` knows who reads by itself, `subscription_api` takes the call of one who does, `readings` says from where it goes on
and who may begin, `shard_events` what comes of it, `event_stream` how that is written.
"""
