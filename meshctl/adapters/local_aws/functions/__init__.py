"""Functions that really run: each invocation is a process of its own, from the zip that was uploaded.

To be read in this order: `lambda_api` takes Invoke, `invocations` tries again and gives up, `runner` runs a `function` from
its unpacked `code` in a `process`, `function_main` is what runs in there, `outcomes` says how it ended, `logs` keeps what it
printed. `process_groups` sees to it that none outlives the embedded AWS.
"""
