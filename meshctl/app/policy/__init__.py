"""What policies say of Terraform: of a stage, of plans, of a directory that a team has written by hand.

Read `judge_terraform` first (the question, and what may not stay unsaid), then `plan_documents` (what a plan is), `knowledge` (what
the own pack is told of a mesh), `attribution` (for whom a resource of a stage is) and `instead` (which event does the same).
"""
