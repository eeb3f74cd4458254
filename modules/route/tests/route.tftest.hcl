mock_provider "aws" {}

variables {
  route = {
    rule = {
      name        = "placed"
      arn         = "arn:aws:events:eu-west-1:111111111111:rule/shop_local_hub/placed"
      description = "payments/capture: placed"
    }
    bus_name         = "shop_local_hub"
    pattern          = "{\"account\":[\"222222222222\"],\"source\":[\"orders.checkout\"]}"
    enabled          = true
    target           = { id = "target", arn = "arn:aws:sqs:eu-west-1:111111111111:placed_buffer" }
    retry            = { seconds = 3600, attempts = 10 }
    dead_letters_arn = "arn:aws:sqs:eu-west-1:111111111111:placed_dead"
  }
  other_account = {
    id       = "target"
    arn      = "arn:aws:sqs:eu-west-1:333333333333:placed_buffer"
    role_arn = "arn:aws:iam::111111111111:role/placed_delivery"
  }
  delivery = {
    role_name = "placed_delivery"
    role_arn  = "arn:aws:iam::111111111111:role/placed_delivery"
    account   = "111111111111"
    allows    = [{ action = "sqs:SendMessage", arn = "arn:aws:sqs:eu-west-1:333333333333:placed_buffer" }]
  }
  input         = { paths = { order = "$.detail.data.order_id" }, template = "{\"order\":<order>}" }
  to_a_workflow = { action = "states:StartExecution", arn = "arn:aws:states:eu-west-1:111111111111:stateMachine:fulfil" }
  to_a_function = { action = "lambda:InvokeFunction", arn = "arn:aws:lambda:eu-west-1:333333333333:function:capture" }
}

run "within_one_account_there_is_no_role" {
  command = plan

  assert {
    condition     = length(aws_iam_role.delivery) == 0 && aws_cloudwatch_event_target.route.role_arn == null
    error_message = "A target of the bus's own account must not have a role."
  }
}

run "what_can_not_be_delivered_is_tried_again_and_then_kept" {
  command = plan

  assert {
    condition = (
      aws_cloudwatch_event_target.route.retry_policy[0].maximum_event_age_in_seconds == 3600
      && aws_cloudwatch_event_target.route.retry_policy[0].maximum_retry_attempts == 10
      && aws_cloudwatch_event_target.route.dead_letter_config[0].arn == var.route.dead_letters_arn
    )
    error_message = "No event is lost without a trace."
  }
}

run "what_may_be_lost_is_not_kept" {
  command = plan

  variables {
    route = merge(var.route, { dead_letters_arn = null })
  }

  assert {
    condition     = length(aws_cloudwatch_event_target.route.dead_letter_config) == 0
    error_message = "A subscription may say that nothing is kept."
  }
}

run "a_rule_that_was_disabled_by_hand_is_enabled_again" {
  command = plan

  assert {
    condition     = aws_cloudwatch_event_rule.route.state == "ENABLED"
    error_message = "The state is written out."
  }
}

run "a_retired_route_is_disabled" {
  command = plan

  variables {
    route = merge(var.route, { enabled = false })
  }

  assert {
    condition     = aws_cloudwatch_event_rule.route.state == "DISABLED"
    error_message = "What the catalogue has no more delivers nothing, and its target still stands."
  }
}

run "the_rule_takes_what_the_pattern_says" {
  command = plan

  assert {
    condition     = aws_cloudwatch_event_rule.route.event_pattern == var.route.pattern
    error_message = "The pattern pins the account of the producer."
  }
}

run "without_an_input_the_target_gets_the_whole_event" {
  command = plan

  assert {
    condition     = length(aws_cloudwatch_event_target.route.input_transformer) == 0
    error_message = "Nothing is taken apart unless the subscription says so."
  }
}

run "a_target_gets_the_input_that_the_subscription_names" {
  command = plan

  variables {
    route = merge(var.route, { input_transformer = var.input })
  }

  assert {
    condition = (
      aws_cloudwatch_event_target.route.input_transformer[0].input_paths == tomap(var.input.paths)
      && aws_cloudwatch_event_target.route.input_transformer[0].input_template == var.input.template
    )
    error_message = "The fields are those of the catalogue."
  }
}

run "an_input_takes_its_fields_from_the_event" {
  command = plan

  variables {
    route = merge(var.route, { input_transformer = merge(var.input, { paths = { order = "order_id" } }) })
  }

  expect_failures = [aws_cloudwatch_event_rule.route]
}

run "a_bus_gets_the_whole_event" {
  command = plan

  variables {
    route = merge(var.route, {
      input_transformer = var.input
      target            = merge(var.other_account, { arn = "arn:aws:events:eu-west-1:333333333333:event-bus/shop_local_orders" })
      delivery = merge(var.delivery, {
        allows = [{ action = "events:PutEvents", arn = "arn:aws:events:eu-west-1:333333333333:event-bus/shop_local_orders" }]
      })
    })
  }

  expect_failures = [aws_cloudwatch_event_target.route]
}

run "across_accounts_a_role_delivers" {
  command = plan

  variables {
    route = merge(var.route, { target = var.other_account, delivery = var.delivery })
  }

  assert {
    condition     = aws_cloudwatch_event_target.route.role_arn == var.delivery.role_arn
    error_message = "The target is reached with the delivery role."
  }

  assert {
    condition = jsondecode(aws_iam_role.delivery[0].assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "events.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = var.route.rule.arn }
        StringEquals = { "aws:SourceAccount" = "111111111111" }
      }
    }]
    error_message = "EventBridge and nobody else may take the role, for this rule of this account."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.delivery[0].policy).Statement == [
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = var.other_account.arn }
    ]
    error_message = "The role may deliver to the target and do nothing else."
  }
}

run "while_a_target_changes_the_role_may_deliver_to_the_old_and_to_the_new" {
  command = plan

  variables {
    route = merge(var.route, {
      target   = var.other_account
      delivery = merge(var.delivery, { allows = concat(var.delivery.allows, [var.to_a_function]) })
    })
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.delivery[0].policy).Statement : statement.Resource] == [
      var.other_account.arn, var.to_a_function.arn
    ]
    error_message = "Both are allowed, so that the target changes in one step."
  }
}

run "a_role_stands_before_and_after_its_use" {
  command = plan

  variables {
    route = merge(var.route, { delivery = var.delivery })
  }

  assert {
    condition     = length(aws_iam_role.delivery) == 1 && aws_cloudwatch_event_target.route.role_arn == null
    error_message = "The target within the account does not use the role."
  }
}

run "across_accounts_a_role_is_needed" {
  command = plan

  variables {
    route = merge(var.route, { target = merge(var.other_account, { role_arn = null }), delivery = var.delivery })
  }

  expect_failures = [aws_cloudwatch_event_target.route]
}

run "within_one_account_a_role_is_refused" {
  command = plan

  variables {
    route = merge(var.route, {
      target   = merge(var.route.target, { role_arn = var.delivery.role_arn })
      delivery = var.delivery
    })
  }

  expect_failures = [aws_cloudwatch_event_target.route]
}

run "a_name_has_letters_digits_and_hyphens_only" {
  command = plan

  variables {
    route = merge(var.route, {
      rule = merge(var.route.rule, { name = "no name", arn = "arn:aws:events:eu-west-1:111111111111:rule/shop_local_hub/no name" })
    })
  }

  expect_failures = [var.route]
}

run "the_arn_belongs_to_the_name" {
  command = plan

  variables {
    route = merge(var.route, {
      rule = merge(var.route.rule, { arn = "arn:aws:events:eu-west-1:111111111111:rule/shop_local_hub/other" })
    })
  }

  expect_failures = [var.route]
}

run "the_arn_of_a_rule_on_the_default_bus_does_not_name_it" {
  command = plan

  variables {
    route = merge(var.route, {
      bus_name = "default"
      rule     = merge(var.route.rule, { arn = "arn:aws:events:eu-west-1:111111111111:rule/placed" })
    })
  }

  assert {
    condition     = aws_cloudwatch_event_rule.route.event_bus_name == "default"
    error_message = "Events of AWS services are on the default bus."
  }
}

run "a_pattern_is_an_object" {
  command = plan

  variables {
    route = merge(var.route, { pattern = "[]" })
  }

  expect_failures = [var.route]
}

run "dead_letters_go_to_a_queue" {
  command = plan

  variables {
    route = merge(var.route, { dead_letters_arn = "arn:aws:sns:eu-west-1:111111111111:dead" })
  }

  expect_failures = [var.route]
}

run "a_workflow_of_the_same_account_is_reached_with_a_role" {
  command = plan

  variables {
    route = merge(var.route, {
      target   = { id = "target", arn = var.to_a_workflow.arn, role_arn = var.delivery.role_arn }
      delivery = merge(var.delivery, { allows = [var.to_a_workflow] })
    })
  }

  assert {
    condition     = aws_cloudwatch_event_target.route.role_arn == var.delivery.role_arn
    error_message = "EventBridge reaches no workflow without a role."
  }
}

run "a_workflow_without_a_role_is_refused" {
  command = plan

  variables {
    route = merge(var.route, { target = { id = "target", arn = var.to_a_workflow.arn } })
  }

  expect_failures = [aws_cloudwatch_event_target.route]
}

run "the_delivery_role_is_in_the_account_of_the_bus" {
  command = plan

  variables {
    route = merge(var.route, {
      target = var.other_account
      delivery = merge(var.delivery, {
        account = "222222222222", role_arn = "arn:aws:iam::222222222222:role/placed_delivery"
      })
    })
  }

  expect_failures = [var.route]
}

run "a_target_is_reached_with_the_roles_of_its_own_route_only" {
  command = plan

  variables {
    route = merge(var.route, {
      target   = merge(var.other_account, { role_arn = "arn:aws:iam::111111111111:role/another_delivery" })
      delivery = var.delivery
    })
  }

  expect_failures = [aws_cloudwatch_event_target.route]
}

run "a_role_may_deliver_to_the_target_that_uses_it" {
  command = plan

  variables {
    route = merge(var.route, {
      target   = var.other_account
      delivery = merge(var.delivery, { allows = [var.to_a_function] })
    })
  }

  expect_failures = [aws_cloudwatch_event_target.route]
}

run "a_role_is_for_other_accounts_only" {
  command = plan

  variables {
    route = merge(var.route, {
      target = var.other_account
      delivery = merge(var.delivery, {
        allows = concat(var.delivery.allows, [{ action = "sqs:SendMessage", arn = var.route.target.arn }])
      })
    })
  }

  expect_failures = [aws_iam_role_policy.delivery]
}

run "a_role_that_allows_nothing_is_refused" {
  command = plan

  variables {
    route = merge(var.route, { delivery = merge(var.delivery, { allows = [] }) })
  }

  expect_failures = [aws_iam_role_policy.delivery]
}

run "a_fifo_queue_is_given_one_group_for_the_whole_route" {
  command = plan

  variables {
    route = merge(var.route, { target = merge(var.route.target, { arn = "arn:aws:sqs:eu-west-1:111111111111:letters_queue.fifo" }) })
  }

  assert {
    condition     = aws_cloudwatch_event_target.route.sqs_target[0].message_group_id == var.route.rule.name
    error_message = "EventBridge cannot deliver to a fifo queue without a group."
  }
}

run "a_standard_queue_is_given_no_group" {
  command = plan

  assert {
    condition     = length(aws_cloudwatch_event_target.route.sqs_target) == 0
    error_message = "A standard queue keeps no order."
  }
}
