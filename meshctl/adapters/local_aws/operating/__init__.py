"""What whoever runs the embedded AWS asks of it, and AWS has no call for: its clock, events in the name of AWS's
services, and log groups of all accounts at once.

For meshctl itself there is `asking`. `answering` is inside the process of the embedded AWS, with what `aws_events` and
`log_lines` answer; `retention` is what it does there when the clock has been moved.
"""
