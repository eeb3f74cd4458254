"""Event source mappings: Lambda's pollers between a queue or a stream and its function.

To be read in this order: `mapping_api` takes the calls, `refusals` says what is wrong with them, `mapping` is what is kept;
`poller` looks after all. `queues` gathers messages, `batches` has the function handle them, `records` is the form that Lambda
gives them, `redrives` journals what goes to the dead letters. `streams` reads shards, `lanes` know how far that is,
`stream_batches` has the function handle records, in the form of `stream_records`. `filters` say what a function is given at
all.
"""
