"""Takes secrets out of text before anybody sees it or it is written down. Pure; a text comes in, a text goes out.

Read `masked_text`, the one door: errors go through it when they are made, all that a command or the embedded AWS says when
it is written (`meshctl/adapters/programs/masked_streams.py`), the logs of stacks and functions and the journal line by line.
Where a text is JSON, `json_literals` gives it what is meant. Then what it knows secrets by: `secret_forms` (tokens and keys
that look like nothing else), `url_secrets` (users, passwords and tokens in URLs), `written_secrets` (what stands beside a name that
asks for one), `secret_names` (which names do, and which values are none), `environment_secrets` (each value of an
environment that is one, however it is spelled). `mask` is what stands in its place, and a
`late_pattern` an expression that is compiled when it is first asked for.
"""
