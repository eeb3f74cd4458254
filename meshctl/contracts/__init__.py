"""What schemas of events promise, to filters and to later versions. Pure: no effects, no clock.

Read `filters` (does a filter match none, some or all of what a schema allows), `forms` (schemas in one spelling) and `versions`
(what differs between two versions of a schema, and whom it breaks) with `witnesses` (data that proves it), `developments` (what
becomes of a catalogue, which asks both), `validation` (whether data is as a schema says), and `contradictions` (whether any can be).
"""
