"""What a catalogue declares, as frozen data. Standard library only; imports nothing else of meshctl.

Read `mesh` first, which holds everything, then what it is made of: `stages`, `systems`, `services`, `events`, `channels` and
`sources`. What holds for all channels or sources of one kind is a row of `kinds`, and stands nowhere else. What people are
told of a catalogue is `findings`, each with its `places` and a rule of `finding_rules`; `exemptions` let some pass. `schemas` are
those of events, and `faults` what is wrong within a JSON file. `guardrails` bind the organisation's accounts.
"""
