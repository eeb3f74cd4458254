# A workflow: a Step Functions state machine with its log group.

resource "aws_cloudwatch_log_group" "workflow" {
  # checkov:skip=CKV_AWS_158:CloudWatch encrypts logs with a key of its own; nobody outside the account reads them
  # checkov:skip=CKV_AWS_338:the catalogue says for how long logs are kept
  name              = local.log_group
  retention_in_days = var.workflow.log_keep_days
}

resource "aws_sfn_state_machine" "workflow" {
  # checkov:skip=CKV_AWS_284:an event's own journey is followed by its correlation id, beyond what X-Ray sees
  # checkov:skip=CKV_AWS_285:what executions are given may be personal, and a log is kept longer and read by more
  name       = var.workflow.name
  role_arn   = var.workflow.role.arn
  type       = var.workflow.express ? "EXPRESS" : "STANDARD"
  definition = var.workflow.definition
  publish    = false

  # The history of a standard workflow is kept by Step Functions; of an express one the log tells, and nothing else.
  logging_configuration {
    level                  = var.workflow.express ? "ALL" : "ERROR"
    include_execution_data = false
    log_destination        = "arn:aws:logs:${local.region}:${local.account}:log-group:${local.log_group}:*"
  }

  # The ARNs are literal and order nothing. Step Functions refuses a role that is not there, or may not write its log.
  depends_on = [aws_iam_role.workflow, aws_iam_role_policy.workflow, aws_cloudwatch_log_group.workflow]
}
