"""Every way within a mesh that meshctl can build, from each beginning to each end: foretold, taken, and lost by nobody.

Read `catalogue` (a mesh with all ways, from the table of kinds), `messages` (what to send so that each subscription gets
something, and something not), `arrivals` (who received what, by the journal and at the ends), then `test_every_way` with
`standing` (what lies in the accounts); `in_order` (what is told in groups) and `test_every_order`.
"""
