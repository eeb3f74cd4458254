"""In which order a stage is brought from what stands to what the catalogue says, so that no event is lost. Pure; runs nothing.

Read `generations` (what stands, what is to stand, and what a pass is). Where only some systems are applied, `only_systems` says
what is to stand, and `half_changed_routes` whom that would leave without events.
"""
