"""Schemas of events as people write them, after the shapes of well-known ones, with documents and filters made of them.

Read `corpus` (all schemas by name; one file for each family), `documents` (what a schema allows, by chance), then `derived_filters`
(filters that let such a document pass).
"""
