"""The JSON files that schemas of events are made of.

Read `schema_files` (each file with what is wrong with it by itself), `metaschemas` (what its dialect says of its keywords), then
`expressions` (which regular expressions cannot be compiled), `silence` (where one says less than it seems to). What is made of them all is for the room above.
"""
