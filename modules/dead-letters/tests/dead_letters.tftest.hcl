mock_provider "aws" {}

variables {
  dead_letters = {
    name         = "shop_local_payments_capture_placed_dead"
    arn          = "arn:aws:sqs:eu-west-1:333333333333:shop_local_payments_capture_placed_dead"
    keep_seconds = 1209600
    senders = {
      placed = {
        via     = "service"
        arn     = "arn:aws:events:eu-west-1:111111111111:rule/shop_local_hub/shop_local_payments_capture_placed"
        account = "111111111111"
      }
    }
  }
}

run "the_rule_may_put_undelivered_events_there" {
  command = plan

  assert {
    condition     = strcontains(aws_sqs_queue.dead_letters.policy, "\"aws:SourceArn\":\"${var.dead_letters.senders.placed.arn}\"")
    error_message = "Without this rule in the policy, EventBridge drops what it can not deliver."
  }

  assert {
    condition     = aws_sqs_queue.dead_letters.sqs_managed_sse_enabled
    error_message = "Dead letters are encrypted."
  }

  assert {
    condition     = aws_sqs_queue.dead_letters.message_retention_seconds == 1209600
    error_message = "They are kept for as long as the catalogue says."
  }
}

run "no_queue_may_use_it_unless_named" {
  command = plan

  assert {
    condition     = jsondecode(aws_sqs_queue.dead_letters.redrive_allow_policy) == { redrivePermission = "denyAll" }
    error_message = "Only rules put dead letters here."
  }
}

run "the_buffer_and_no_other_queue_may_use_it" {
  command = plan

  variables {
    dead_letters = merge(var.dead_letters, {
      source_queue_arn = "arn:aws:sqs:eu-west-1:333333333333:shop_local_payments_capture_placed_buffer"
    })
  }

  assert {
    condition = jsondecode(aws_sqs_queue.dead_letters.redrive_allow_policy) == {
      redrivePermission = "byQueue"
      sourceQueueArns   = [var.dead_letters.source_queue_arn]
    }
    error_message = "The buffer's unhandled messages come here, and nothing else's."
  }
}

run "one_visible_dead_letter_is_an_alarm" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.visible.dimensions == tomap({ QueueName = var.dead_letters.name })
    error_message = "The alarm watches these dead letters."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.visible.metric_name == "ApproximateNumberOfMessagesVisible"
      && aws_cloudwatch_metric_alarm.visible.comparison_operator == "GreaterThanThreshold"
      && aws_cloudwatch_metric_alarm.visible.threshold == 0
      && aws_cloudwatch_metric_alarm.visible.statistic == "Maximum"
    )
    error_message = "The first dead letter raises the alarm."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.visible.treat_missing_data == "notBreaching"
    error_message = "A queue that nobody uses says nothing, and that is no alarm; nor does an old alarm stay for ever."
  }
}

run "the_arn_belongs_to_the_name" {
  command = plan

  variables {
    dead_letters = {
      name = "other", arn = "arn:aws:sqs:eu-west-1:333333333333:placed_dead", keep_seconds = 60, senders = {}
    }
  }

  expect_failures = [var.dead_letters]
}

run "a_name_has_letters_digits_and_hyphens_only" {
  command = plan

  variables {
    dead_letters = merge(var.dead_letters, {
      name = "no name", arn = "arn:aws:sqs:eu-west-1:333333333333:no name"
    })
  }

  expect_failures = [var.dead_letters]
}

run "only_a_queue_has_messages_that_nobody_handled" {
  command = plan

  variables {
    dead_letters = merge(var.dead_letters, { source_queue_arn = "arn:aws:sns:eu-west-1:333333333333:placed" })
  }

  expect_failures = [var.dead_letters]
}

run "dead_letters_of_a_fifo_queue_keep_their_order" {
  command = plan

  variables {
    dead_letters = {
      name             = "letters_queue_dead.fifo"
      arn              = "arn:aws:sqs:eu-west-1:333333333333:letters_queue_dead.fifo"
      keep_seconds     = 1209600
      senders          = {}
      source_queue_arn = "arn:aws:sqs:eu-west-1:333333333333:letters_queue.fifo"
    }
  }

  assert {
    condition     = aws_sqs_queue.dead_letters.fifo_queue && aws_sqs_queue.dead_letters.content_based_deduplication
    error_message = "SQS wants a fifo queue for the dead letters of one."
  }
}

run "dead_letters_that_are_not_named_so_keep_no_order" {
  command = plan

  assert {
    condition     = !aws_sqs_queue.dead_letters.fifo_queue && !aws_sqs_queue.dead_letters.content_based_deduplication
    error_message = "EventBridge takes no fifo queue for dead letters."
  }
}

run "a_fifo_queue_has_fifo_dead_letters" {
  command = plan

  variables {
    dead_letters = merge(var.dead_letters, { source_queue_arn = "arn:aws:sqs:eu-west-1:333333333333:letters_queue.fifo" })
  }

  expect_failures = [var.dead_letters]
}
