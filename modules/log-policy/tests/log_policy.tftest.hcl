mock_provider "aws" {}

variables {
  log_policy = {
    name      = "shop_dev_payments"
    account   = "333333333333"
    log_arns  = ["arn:aws:logs:eu-west-1:333333333333:log-group:/aws/events/audit"]
    rule_arns = ["arn:aws:events:eu-west-1:333333333333:rule/bus/kept"]
  }
}

run "eventbridge_writes_for_the_rules_of_the_system_and_does_nothing_else" {
  command = plan

  assert {
    condition = jsondecode(aws_cloudwatch_log_resource_policy.events.policy_document).Statement == [
      {
        Sid       = "CreateLogStream"
        Effect    = "Allow"
        Action    = "logs:CreateLogStream"
        Resource  = ["arn:aws:logs:eu-west-1:333333333333:log-group:/aws/events/audit:*"]
        Principal = { Service = "events.amazonaws.com" }
      },
      {
        Sid       = "PutLogEvents"
        Effect    = "Allow"
        Action    = "logs:PutLogEvents"
        Resource  = ["arn:aws:logs:eu-west-1:333333333333:log-group:/aws/events/audit:*"]
        Principal = { Service = "events.amazonaws.com" }
        Condition = {
          ArnEquals    = { "aws:SourceArn" = ["arn:aws:events:eu-west-1:333333333333:rule/bus/kept"] }
          StringEquals = { "aws:SourceAccount" = "333333333333" }
        }
      },
    ]
    error_message = "Only the named rules write, and only to the named log groups."
  }
}

run "a_rule_elsewhere_writes_to_no_log_group" {
  command = plan

  variables {
    log_policy = merge(var.log_policy, { rule_arns = ["arn:aws:events:eu-west-1:111111111111:rule/hub/kept"] })
  }

  expect_failures = [var.log_policy]
}

run "a_log_group_elsewhere_is_not_written_to" {
  command = plan

  variables {
    log_policy = merge(var.log_policy, { log_arns = ["arn:aws:logs:eu-west-1:111111111111:log-group:/aws/events/audit"] })
  }

  expect_failures = [var.log_policy]
}

run "a_policy_has_a_name" {
  command = plan

  variables {
    log_policy = merge(var.log_policy, { name = "no name" })
  }

  expect_failures = [var.log_policy]
}

run "a_policy_is_no_longer_than_cloudwatch_logs_takes" {
  command = plan

  variables {
    log_policy = merge(var.log_policy, {
      log_arns = [for number in range(60) : "arn:aws:logs:eu-west-1:333333333333:log-group:/aws/events/audit-${number}"]
    })
  }

  expect_failures = [aws_cloudwatch_log_resource_policy.events]
}
