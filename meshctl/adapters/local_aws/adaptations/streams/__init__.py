"""What stock moto lacks of Kinesis: `streams_bear_threads`, `streams_keep_tags`, `closed_shards_keep_records`,
`numbers_are_long`, `iterators_are_fresh`, `streams_need_no_shards`."""
