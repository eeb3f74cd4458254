"""AWS as meshctl itself asks it, real or embedded: the only door to boto3.

To be read in this order: `sessions` says as whom AWS is asked, and what of a person's settings counts (of `service_models` none does); `stage_aws` has
the calls of a stage, `stage_bucket` those of its bucket, `message_counts` those of its queues, `heartbeat` a sign of life in the one; `refusals` makes an
error of boto3's a sentence, and `helps` knows the way out of it, which Terraform's errors share.
"""
