"""SQS's calls where moto answers otherwise than AWS was seen to: other words, other names of errors, no pages.

To be read in this order: `faults` says what is wrong with a message, a batch or attributes, and is pure; `queue_checks` asks it
before moto answers, `queue_api` is what moto does not answer as SQS does, `queue_errors` how an error is told, `deleted_names` which names are not free yet;
`move_tasks` move dead letters, and `move_task_api` has them called.
"""
