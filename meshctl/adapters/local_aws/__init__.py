"""The embedded AWS: moto in one process of its own, made faithful where the mesh needs it.

For meshctl itself there are `control`, which starts and stops it, `operating.asking`, which asks it what AWS has no call for,
`journal`, which reads what it wrote down, and `required_libraries`, which says whether its libraries are installed.
Everything else runs inside its process only, and may be imported nowhere else: it needs moto, and it changes moto.

To be read in this order: `server` and `embedded` put it together, `http_gate`, `operating`, `sdk_retries`, `requests`
and `full_disk` stand before every call, `enforcement` before those on queues, functions and topics, `event_bridge`
takes events and delivers them, `topics` messages (what is no JSON, `json_reading` tells both), `mappings` takes
them from queues to functions, `functions` runs those, `workflows` runs state machines, `tables` keep what functions remember, `schedules` fires what has come,
`adaptations` mends the rest of moto. What they share: `answers` (of HTTP), `identities` (who asks), `authorization`
(may they), `journal`, `workers`, `clock`, `arns`, `state`.
"""
