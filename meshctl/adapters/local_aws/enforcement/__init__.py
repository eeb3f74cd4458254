"""Policies stand before calls on queues, functions, topics, streams, tables and workflows; one that nobody understands is not put.

PutEvents asks for itself (`event_bridge`), and so does what AWS does on somebody's behalf: deliveries, pollers, dead
letters. Of other services nothing is enforced yet.

To be read in this order: `hook` stands before moto's calls, `queue_calls`, `function_calls`, `topic_calls`, `stream_calls`,
`table_calls` and `workflow_calls` say what is asked of whom, `function_names` how a function is named, `put_policies` reads a policy that is put, `put_packages` the package of a function.
"""
