"""How events get to where they are wanted, and what that becomes on AWS, as pure functions of the catalogue.

Read `buses` and `ways` (over which bus and which second one, in every stage alike), then `staged_ways` (the accounts, the hops and what
is crossed in one stage), `event_pins` (what rules know events by, and what of it gets onto a further bus), `rule_patterns` with `further_patterns` (what a
rule asks of an event) and `scheduled_events` (what schedules send). These know nothing of AWS's names, and checks and `meshctl trace` read them.

What is built of them: the room `parts` (the data, as the Terraform variables have it), `arns` and `names` (what everything
is called), `hub_policy` (who publishes on the hub, and what of it fits), the room `lowering`, which makes all of a stage,
`system_policies` (whom the policies of a system name, and what of it fits) and `exceeded_quotas` (what of that is more than AWS gives). `guardrails` with
`guardrail_sizes` are of all stages together. `unavailable` finds what cannot be built yet.

Nothing here may ask AWS: every stack can be planned before any is applied, and scanners see literal policies. The room
imports nothing by itself, so that who asks for ways pays for no more.
"""
