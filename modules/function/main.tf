# A Lambda function with its log group and with the permissions of those that invoke it.

resource "aws_cloudwatch_log_group" "function" {
  # checkov:skip=CKV_AWS_158:CloudWatch encrypts logs with a key of its own; nobody outside the account reads them
  # checkov:skip=CKV_AWS_338:the catalogue says for how long logs are kept
  name              = local.log_group
  retention_in_days = var.function.log_keep_days
}

resource "aws_lambda_function" "function" {
  # checkov:skip=CKV_AWS_116:behind a buffer its dead letters keep what fails; CKV2_MESH_5 asks for them where there is none
  # checkov:skip=CKV_AWS_117:nothing in the mesh listens on a network, so that there is nothing for a VPC to keep apart
  # checkov:skip=CKV_AWS_272:the package's hash is in the plan, and the deploy role alone uploads it
  function_name    = var.function.name
  description      = var.function.description
  role             = var.function.role.arn
  filename         = "${path.root}/${var.function.package}"
  source_code_hash = var.function.package_hash
  handler          = var.function.handler
  runtime          = var.function.runtime
  architectures    = [var.function.architecture]
  memory_size      = var.function.memory_mb
  timeout          = var.function.timeout_seconds
  publish          = false

  tracing_config {
    mode = "PassThrough"
  }

  dynamic "environment" {
    for_each = length(var.function.environment) == 0 ? [] : [var.function.environment]
    content {
      variables = environment.value
    }
  }

  # Of events that came without a queue before it: EventBridge's own dead letters end where Lambda has accepted.
  dynamic "dead_letter_config" {
    for_each = var.function.dead_letters_arn[*]

    content {
      target_arn = dead_letter_config.value
    }
  }

  # The role's ARN is literal and orders nothing. Without the log group, Lambda makes one that is kept for ever.
  depends_on = [aws_iam_role.function, aws_iam_role_policy.function, aws_cloudwatch_log_group.function]
}

resource "aws_lambda_permission" "invoker" {
  for_each = var.function.invokers

  statement_id  = each.key
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function.function_name
  # An account is named as Lambda tells it: a bare number would be replaced at every apply.
  principal      = { service = "events.amazonaws.com", topic = "sns.amazonaws.com", role = "arn:aws:iam::${each.value.account}:root" }[each.value.via]
  source_arn     = each.value.via == "role" ? null : each.value.arn
  source_account = each.value.via == "service" ? each.value.account : null
}
