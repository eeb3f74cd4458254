"""Catalogue files as text that is changed in one thing, while nothing else in it moves: comments and quotes stay.

Read `insert_entry` (one entry more) first, then `name_versions` (an event's version where it is not said) and `key_order`
(the keys in the order of the language).
"""
