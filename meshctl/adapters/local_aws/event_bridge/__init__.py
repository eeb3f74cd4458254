"""EventBridge's delivery: from PutEvents over rules to targets and dead letters.

moto keeps the buses, rules and targets that Terraform makes, and delivers nothing.

To be read in the order of an event's life: `calls` takes PutEvents, `bucket_events` what S3 tells, `events` makes envelopes
of its entries, `buses` asks whether the caller may and hands them to `rules` and `archives`, which `replays` replays;
`deliveries` tries each, by `retries`; `targets` does it once, after `permissions` has agreed, with what `inputs` and
`templates` make of the event; `failures` says why not, `dead_letters` keeps it then. `messages` and `resources` are how all
of them reach moto's queues, functions and buses.
"""
