"""What EventBridge delivers to, a file for each kind of target: how it is found, who must allow it, what it is given.

`targets` delivers once, to whichever kind the ARN names; `kinds` is what it has to know of one. `queues`, `functions` and
`buses` take events from anywhere, `streams` and `workflows` with a role, `log_groups` within an account by the policies of
CloudWatch Logs, into `log_streams`. Topics have a room of their own.
"""
