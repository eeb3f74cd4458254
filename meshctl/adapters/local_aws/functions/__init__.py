"""Functions that really run, in processes of their own, from the zip that was uploaded.

To be read in this order: `lambda_api` takes Invoke and makes `requests` of it, `routing` says which version
an alias runs, `invocations` tries again and gives up, `runner`
runs a `function` from its unpacked `code` in a `process`, `function_main` is what runs in there, `warm` keeps it for the next
event, `outcomes` says how it ended, `logs` keeps what it printed. `invocation_records` are what `destinations` are
told. `calls` answers what is said of a function.
`process_groups` sees to it that none outlives the embedded AWS.
"""
