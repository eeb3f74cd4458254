"""Takes secrets out of text before anybody sees it or it is written down. Pure; a text comes in, a text goes out.

Read `masked_text`, the one door: errors go through it when they are made, all that a command says when it is written
(`meshctl/cli/masked_streams.py`), the logs of stacks and the journal line by line. Then what it knows secrets by:
`secret_forms` (tokens and keys that look like nothing else), `written_secrets` (URLs, headers, options and settings that
hold one), `secret_names` (variables whose value is one).
"""
