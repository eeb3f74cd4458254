"""What stock moto lacks of Kinesis: `streams_bear_threads`, `streams_keep_tags`, `closed_shards_keep_records`,
`numbers_are_long`,
`streams_need_no_shards`."""
