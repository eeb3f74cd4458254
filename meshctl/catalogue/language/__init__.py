"""The catalogue language: which keys there are, and what each may hold.

`language.schema.json` is the language itself, which editors read as well. `shape` compares a document with it; `other_keys` says what was meant by a
key that is none there; `bounds` and
`quantities` know its durations and sizes; `sections` finds the kinds of channels and sources in it.
"""
