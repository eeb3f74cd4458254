# A log group that EventBridge writes events to. Who may is in the one policy of the system's log groups (modules/log-policy).

resource "aws_cloudwatch_log_group" "log" {
  # checkov:skip=CKV_AWS_158:CloudWatch Logs encrypts with keys of its own; customer-managed keys come with the mesh's keys
  # checkov:skip=CKV_AWS_338:the catalogue says how long logs are kept
  name              = var.log.name
  retention_in_days = var.log.keep_days
}
