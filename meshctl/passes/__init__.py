"""In which order a stage is brought from what stands to what the catalogue says, so that no event is lost. Pure; runs nothing.

Read `generations` (what stands, what is to stand, and what a pass is).
"""
