"""What becomes of events, subscriptions, services and systems from one catalogue to the next, and whom it breaks.

Read `developments` (the answer), then `compare_catalogues`, `compare_stages` and `compare_events`, which see both
`sides`, `compare_schemas` with `read_fields` (which fields consumers read), `shared_files` (which file says what differs) and
`difference_places` (where), and `compare_earlier` (all earlier versions).
"""
