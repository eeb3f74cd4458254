"""Whether a function's handler is there and can be loaded and called, by the text of its files alone. Pure: parses, and executes nothing.

Read `handler` (which follows it through the files), then `module_names` (what one file binds) `unfit` (what of that nobody can call as it would
be) and `missing_imports` (what loading it would not find).
"""
