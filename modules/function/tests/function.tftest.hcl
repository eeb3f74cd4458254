mock_provider "aws" {}

variables {
  function = {
    name            = "charge"
    arn             = "arn:aws:lambda:eu-west-1:333333333333:function:charge"
    description     = "Charges a card."
    role            = { name = "charge_function", arn = "arn:aws:iam::333333333333:role/charge_function" }
    package         = "packages/capture.charge.zip"
    package_hash    = "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols="
    handler         = "handler.handle"
    runtime         = "python3.12"
    architecture    = "arm64"
    memory_mb       = 256
    timeout_seconds = 30
    log_keep_days   = 30
    environment     = {}
    publishes       = {}
    consumes        = []
    invokers        = {}
    writes          = []
  }
}

run "the_role_serves_this_function_only" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.function.assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = var.function.arn }
        StringEquals = { "aws:SourceAccount" = "333333333333" }
      }
    }]
    error_message = "Lambda may take the role for this function of this account."
  }
}

run "an_idle_function_may_write_its_own_log_and_nothing_else" {
  command = plan

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.function.policy).Statement : statement.Sid] == ["WriteLog"]
    error_message = "What is not asked for is not allowed."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.function.policy).Statement[0] == {
      Sid      = "WriteLog"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "arn:aws:logs:eu-west-1:333333333333:log-group:/aws/lambda/charge:*"
    }
    error_message = "It writes, and the log is the function's own."
  }

  assert {
    condition     = aws_cloudwatch_log_group.function.retention_in_days == 30
    error_message = "The log is not kept for ever."
  }
}

run "a_publisher_is_bound_to_its_source_and_detail_types" {
  command = plan

  variables {
    function = merge(var.function, {
      publishes = {
        hub = {
          bus_arn      = "arn:aws:events:eu-west-1:111111111111:event-bus/shop_local_hub"
          source       = "payments.capture"
          detail_types = ["PaymentCaptured.v1"]
        }
      }
    })
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.function.policy).Statement[1] == {
      Sid       = "PublishOnHub"
      Effect    = "Allow"
      Action    = "events:PutEvents"
      Resource  = "arn:aws:events:eu-west-1:111111111111:event-bus/shop_local_hub"
      Condition = { StringEquals = { "events:source" = "payments.capture", "events:detail-type" = ["PaymentCaptured.v1"] } }
    }
    error_message = "The function publishes its service's events on the hub."
  }
}

run "a_consumer_reads_its_queues" {
  command = plan

  variables {
    function = merge(var.function, { consumes = ["arn:aws:sqs:eu-west-1:333333333333:placed_buffer"] })
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.function.policy).Statement[1] == {
      Sid      = "Consume"
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      Resource = ["arn:aws:sqs:eu-west-1:333333333333:placed_buffer"]
    }
    error_message = "The function reads these queues and no others, and sends nothing to them."
  }
}

run "a_consumer_reads_its_streams" {
  command = plan

  variables {
    function = merge(var.function, {
      consumes = ["arn:aws:kinesis:eu-west-1:333333333333:stream/clicks", "arn:aws:sqs:eu-west-1:333333333333:placed_buffer"]
    })
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.function.policy).Statement[2] == {
      Sid    = "Read"
      Effect = "Allow"
      Action = [
        "kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"
      ]
      Resource = ["arn:aws:kinesis:eu-west-1:333333333333:stream/clicks"]
    }
    error_message = "The function reads these streams and no others, and writes nothing to them."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.function.policy).Statement[1].Resource == ["arn:aws:sqs:eu-west-1:333333333333:placed_buffer"]
    error_message = "What it may do with queues, it may do with queues alone."
  }
}

run "invokers_are_a_rule_or_an_account" {
  command = plan

  variables {
    function = merge(var.function, {
      dead_letters_arn = "arn:aws:sqs:eu-west-1:333333333333:charge_function_dead"
      invokers = {
        placed = { via = "service", arn = "arn:aws:events:eu-west-1:333333333333:rule/b/r", account = "333333333333" }
        gone   = { via = "role", arn = "arn:aws:iam::111111111111:role/gone_delivery", account = "111111111111" }
      }
    })
  }

  assert {
    condition = (
      aws_lambda_permission.invoker["placed"].principal == "events.amazonaws.com"
      && aws_lambda_permission.invoker["placed"].source_arn == "arn:aws:events:eu-west-1:333333333333:rule/b/r"
      && aws_lambda_permission.invoker["placed"].source_account == "333333333333"
    )
    error_message = "EventBridge may invoke for this rule of this account."
  }

  assert {
    condition     = aws_lambda_permission.invoker["gone"].principal == "arn:aws:iam::111111111111:root" && aws_lambda_permission.invoker["gone"].source_arn == null
    error_message = "The delivery role's account may invoke; Lambda can not name a role that is not there yet."
  }
}

run "the_role_is_in_the_account_of_the_function" {
  command = plan

  variables {
    function = merge(var.function, { role = { name = "r", arn = "arn:aws:iam::111111111111:role/r" } })
  }

  expect_failures = [var.function]
}

run "what_it_fails_on_without_a_buffer_goes_to_its_dead_letters" {
  command = plan

  variables {
    function = merge(var.function, { dead_letters_arn = "arn:aws:sqs:eu-west-1:333333333333:charge_function_dead" })
  }

  assert {
    condition     = aws_lambda_function.function.dead_letter_config[0].target_arn == var.function.dead_letters_arn
    error_message = "Lambda gives up after its retries and drops the event unless it knows a queue."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.function.policy).Statement[1] == {
      Sid      = "KeepWhatFailed"
      Effect   = "Allow"
      Action   = "sqs:SendMessage"
      Resource = var.function.dead_letters_arn
    }
    error_message = "The function's role puts them there."
  }
}

run "what_it_fails_on_of_a_stream_is_told_to_a_queue" {
  command = plan

  variables {
    function = merge(var.function, { on_failure_arns = ["arn:aws:sqs:eu-west-1:333333333333:clicks_dead"] })
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.function.policy).Statement[1] == {
      Sid      = "TellWhatFailed"
      Effect   = "Allow"
      Action   = "sqs:SendMessage"
      Resource = ["arn:aws:sqs:eu-west-1:333333333333:clicks_dead"]
    }
    error_message = "Lambda tells of it with the function's role."
  }
}

run "a_function_whose_events_may_be_lost_has_no_dead_letters" {
  command = plan

  variables {
    function = merge(var.function, {
      invokers = { placed = { via = "role", arn = "arn:aws:iam::111111111111:role/r", account = "111111111111" } }
    })
  }

  assert {
    condition     = length(aws_lambda_function.function.dead_letter_config) == 0
    error_message = "A subscription that says `dead_letters: none` has none anywhere."
  }
}

run "a_name_has_letters_digits_and_hyphens_only" {
  command = plan

  variables {
    function = merge(var.function, {
      name = "no name", arn = "arn:aws:lambda:eu-west-1:333333333333:function:no name"
    })
  }

  expect_failures = [var.function]
}

run "the_arn_belongs_to_the_name" {
  command = plan

  variables {
    function = merge(var.function, { arn = "arn:aws:lambda:eu-west-1:333333333333:function:other" })
  }

  expect_failures = [var.function]
}

run "an_invoker_is_a_service_or_a_role" {
  command = plan

  variables {
    function = merge(var.function, {
      dead_letters_arn = "arn:aws:sqs:eu-west-1:333333333333:charge_function_dead"
      invokers         = { placed = { via = "user", arn = "arn:aws:iam::333333333333:user/u", account = "333333333333" } }
    })
  }

  expect_failures = [var.function]
}

run "a_topic_invokes_for_itself" {
  command = plan

  variables {
    function = merge(var.function, {
      dead_letters_arn = "arn:aws:sqs:eu-west-1:333333333333:charge_function_dead"
      invokers = {
        updates = { via = "topic", arn = "arn:aws:sns:eu-west-1:333333333333:updates", account = "333333333333" }
      }
    })
  }

  assert {
    condition = (
      aws_lambda_permission.invoker["updates"].principal == "sns.amazonaws.com"
      && aws_lambda_permission.invoker["updates"].source_arn == "arn:aws:sns:eu-west-1:333333333333:updates"
    )
    error_message = "SNS may invoke for this topic."
  }
}

run "what_it_writes_to_is_named" {
  command = plan

  variables {
    function = merge(var.function, {
      writes = [{ action = "sns:Publish", arns = ["arn:aws:sns:eu-west-1:333333333333:updates"] }]
    })
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.function.policy).Statement[1] == {
      Sid      = "SnsPublish"
      Effect   = "Allow"
      Action   = "sns:Publish"
      Resource = ["arn:aws:sns:eu-west-1:333333333333:updates"]
    }
    error_message = "It writes to these channels and to nothing else."
  }
}

run "on_a_bus_it_puts_events_of_its_own_source" {
  command = plan

  variables {
    function = merge(var.function, {
      writes = [{ action = "events:PutEvents", arns = ["arn:aws:events:eu-west-1:333333333333:event-bus/reports"], as_source = "payments.capture" }]
    })
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.function.policy).Statement[1] == {
      Sid       = "EventsPutEvents"
      Effect    = "Allow"
      Action    = "events:PutEvents"
      Resource  = ["arn:aws:events:eu-west-1:333333333333:event-bus/reports"]
      Condition = { StringEquals = { "events:source" = "payments.capture" } }
    }
    error_message = "It puts events there in nobody else's name."
  }
}

run "on_a_bus_it_puts_no_events_of_any_source" {
  command = plan

  variables {
    function = merge(var.function, {
      writes = [{ action = "events:PutEvents", arns = ["arn:aws:events:eu-west-1:333333333333:event-bus/reports"] }]
    })
  }

  expect_failures = [aws_iam_role_policy.function]
}

run "it_writes_to_no_other_account" {
  command = plan

  variables {
    function = merge(var.function, {
      writes = [{ action = "sns:Publish", arns = ["arn:aws:sns:eu-west-1:222222222222:updates"] }]
    })
  }

  expect_failures = [aws_iam_role_policy.function]
}

run "it_does_nothing_but_write_there" {
  command = plan

  variables {
    function = merge(var.function, {
      writes = [{ action = "sns:DeleteTopic", arns = ["arn:aws:sns:eu-west-1:333333333333:updates"] }]
    })
  }

  expect_failures = [aws_iam_role_policy.function]
}

run "it_does_not_write_to_all_topics_at_once" {
  command = plan

  variables {
    function = merge(var.function, { writes = [{ action = "sns:Publish", arns = ["arn:aws:sns:eu-west-1:333333333333:*"] }] })
  }

  expect_failures = [aws_iam_role_policy.function]
}

run "what_is_handled_is_remembered_in_the_functions_own_table" {
  command = plan

  variables {
    function = merge(var.function, {
      table = { name = "charge", arn = "arn:aws:dynamodb:eu-west-1:333333333333:table/charge" }
    })
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.function.policy).Statement : statement if statement.Sid != "WriteLog"] == [{
      Sid      = "RememberWhatIsHandled"
      Effect   = "Allow"
      Action   = ["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"]
      Resource = "arn:aws:dynamodb:eu-west-1:333333333333:table/charge"
    }]
    error_message = "It marks events in its own table, and reads nothing there."
  }
}
