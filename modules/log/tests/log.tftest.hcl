mock_provider "aws" {}

variables {
  log = {
    name      = "/aws/events/shop_dev_payments_ledger_audit"
    arn       = "arn:aws:logs:eu-west-1:333333333333:log-group:/aws/events/shop_dev_payments_ledger_audit"
    keep_days = 30
  }
}

run "a_log_group_keeps_for_as_long_as_the_catalogue_says" {
  command = plan

  assert {
    condition     = aws_cloudwatch_log_group.log.retention_in_days == 30 && aws_cloudwatch_log_group.log.name == var.log.name
    error_message = "Without a number of days CloudWatch Logs would keep for ever."
  }
}

run "a_name_is_one_that_eventbridge_shows_as_a_target" {
  command = plan

  variables {
    log = merge(var.log, { name = "audit", arn = "arn:aws:logs:eu-west-1:333333333333:log-group:audit" })
  }

  expect_failures = [var.log]
}

run "the_arn_belongs_to_the_name" {
  command = plan

  variables {
    log = merge(var.log, { arn = "${var.log.arn}s" })
  }

  expect_failures = [var.log]
}

run "nothing_is_kept_for_a_time_that_cloudwatch_logs_does_not_know" {
  command = plan

  variables {
    log = merge(var.log, { keep_days = 31 })
  }

  expect_failures = [var.log]
}
