"""Queue-to-function mappings: Lambda's poller between a buffer and its function.

To be read in this order: `mapping_api` makes them, `poller` looks into their queues, `batches` has the function handle what
it has received, `records` is the form that Lambda gives a batch, `redrives` journals what goes to the dead letters.
"""
