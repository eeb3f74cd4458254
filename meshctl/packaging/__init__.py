"""Makes the zip of a function: the same bytes for the same sources, on every machine. Runs and downloads nothing.

Read `package`, which puts everything together, then what goes in: `sources` (the function's own files; `ignored`, what of them stays out; `foreign_code`, what of them cannot run there), `handlers` (whether
its handler is there and can be called), `requirements` (pinned packages, whose wheels somebody else brings; `locks` has all files that pin them; `wanted`, what is yet to be pinned; `needs`, where markers hold, and whether all that is needed is pinned; `toml_text` reads what all these are written in), `targets` (what they must run on), all of which is
`function_sources`; `validator` adds what a function needs that validates.
`archive` writes the zip.
"""
