"""Schemas in the one form in which what means the same looks the same. Judges and compares nothing.

Read `forms` (a schema with its references followed), then `merging` (several that all have to hold as one), `plain_words`, `plain_logic` with
`closed_names`, `single_values` and `ranges` (one spelling for what is written in many ways), `outlines` (what a keyword says itself), `taken_values` (whether one takes all plain values of another), `same_schemas` (whether two forms are the same throughout), `property_rules` (all that a
schema says of one property), `steps` and `named_properties` (what else looks at the same place of the data). `budget` says how much of all that may
be asked about two versions.
"""
