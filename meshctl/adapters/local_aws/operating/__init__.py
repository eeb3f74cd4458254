"""What whoever runs the embedded AWS asks of it, and AWS has no call for: its clock.

For meshctl itself there is `asking`. `answering` is inside the process of the embedded AWS, and `retention` what it does there
when the clock has been moved.
"""
