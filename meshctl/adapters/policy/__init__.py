"""checkov and parliament: programs in an environment of their own, which meshctl starts and never imports.

To be read in this order: `environment` is theirs, of pinned requirements;
`checkov_main` and `parliament_main` run in it; `programs` runs one of them, `judge` both.
"""
