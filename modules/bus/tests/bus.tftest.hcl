mock_provider "aws" {}

variables {
  further_bus = {
    name        = "reports"
    arn         = "arn:aws:events:eu-west-1:333333333333:event-bus/reports"
    description = "What is reported."
    senders     = {}
  }
  placed = { via = "role", arn = "arn:aws:iam::111111111111:role/placed_delivery", account = "111111111111" }
  paid   = { via = "role", arn = "arn:aws:iam::111111111111:role/paid_delivery", account = "111111111111" }
  own    = { via = "role", arn = "arn:aws:iam::333333333333:role/own_delivery", account = "333333333333" }
}

run "the_roles_that_deliver_here_put_events_and_do_nothing_else" {
  command = plan

  variables {
    further_bus = merge(var.further_bus, { senders = { placed = var.placed, paid = var.paid, own = var.own } })
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_bus_policy.bus[0].policy).Statement == [{
      Sid       = "Routes"
      Effect    = "Allow"
      Action    = "events:PutEvents"
      Resource  = var.further_bus.arn
      Principal = { AWS = ["arn:aws:iam::111111111111:root", "arn:aws:iam::333333333333:root"] }
      Condition = { ArnEquals = { "aws:PrincipalArn" = [var.paid.arn, var.placed.arn, var.own.arn] } }
    }]
    error_message = "Each account is narrowed to its delivery roles."
  }
}

run "a_bus_that_nothing_is_delivered_to_lets_nobody_in" {
  command = plan

  assert {
    condition     = length(aws_cloudwatch_event_bus_policy.bus) == 0
    error_message = "EventBridge refuses a policy without statements; functions put events there because their roles say so."
  }
}

run "a_rule_by_itself_is_not_let_in" {
  command = plan

  variables {
    further_bus = merge(var.further_bus, { senders = {
      placed = { via = "service", arn = "arn:aws:events:eu-west-1:333333333333:rule/b/placed", account = "333333333333" }
    } })
  }

  expect_failures = [var.further_bus]
}

run "a_sender_is_of_the_account_that_it_names" {
  command = plan

  variables {
    further_bus = merge(var.further_bus, { senders = { placed = merge(var.placed, { account = "222222222222" }) } })
  }

  expect_failures = [var.further_bus]
}

run "a_name_has_letters_digits_and_hyphens_only" {
  command = plan

  variables {
    further_bus = merge(var.further_bus, { name = "no name", arn = "arn:aws:events:eu-west-1:333333333333:event-bus/no name" })
  }

  expect_failures = [var.further_bus]
}

run "aws_has_the_default_bus" {
  command = plan

  variables {
    further_bus = merge(var.further_bus, { name = "default", arn = "arn:aws:events:eu-west-1:333333333333:event-bus/default" })
  }

  expect_failures = [var.further_bus]
}

run "the_arn_belongs_to_the_name" {
  command = plan

  variables {
    further_bus = merge(var.further_bus, { arn = "arn:aws:events:eu-west-1:333333333333:event-bus/other" })
  }

  expect_failures = [var.further_bus]
}
