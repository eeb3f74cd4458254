mock_provider "aws" {}

variables {
  topic_subscription = {
    name             = "billing/updates"
    topic_arn        = "arn:aws:sns:eu-west-1:333333333333:updates"
    endpoint_arn     = "arn:aws:sqs:eu-west-1:333333333333:letters_queue"
    dead_letters_arn = "arn:aws:sqs:eu-west-1:333333333333:updates_dead"
  }
  function_arn = "arn:aws:lambda:eu-west-1:333333333333:function:work"
}

run "a_queue_gets_the_message_and_nothing_around_it" {
  command = plan

  assert {
    condition = (
      aws_sns_topic_subscription.subscription.topic_arn == var.topic_subscription.topic_arn
      && aws_sns_topic_subscription.subscription.protocol == "sqs"
      && aws_sns_topic_subscription.subscription.endpoint == var.topic_subscription.endpoint_arn
      && aws_sns_topic_subscription.subscription.raw_message_delivery
    )
    error_message = "The subscription leads from the topic to the queue, raw."
  }
}

run "a_function_gets_the_record_of_sns" {
  command = plan

  variables {
    topic_subscription = merge(var.topic_subscription, { endpoint_arn = var.function_arn })
  }

  assert {
    condition = (
      aws_sns_topic_subscription.subscription.protocol == "lambda"
      && !aws_sns_topic_subscription.subscription.raw_message_delivery
    )
    error_message = "SNS has no raw delivery to a function."
  }
}

run "what_can_not_be_delivered_is_kept" {
  command = plan

  assert {
    condition = jsondecode(aws_sns_topic_subscription.subscription.redrive_policy) == {
      deadLetterTargetArn = var.topic_subscription.dead_letters_arn
    }
    error_message = "No message is lost without a trace."
  }
}

run "where_nothing_is_kept_there_are_no_dead_letters" {
  command = plan

  variables {
    topic_subscription = merge(var.topic_subscription, { dead_letters_arn = null })
  }

  assert {
    condition     = aws_sns_topic_subscription.subscription.redrive_policy == null
    error_message = "The catalogue says that this may be lost."
  }
}

run "a_filter_looks_at_the_body" {
  command = plan

  variables {
    topic_subscription = merge(var.topic_subscription, { filter_policy = jsonencode({ country = ["DE"] }) })
  }

  assert {
    condition = (
      aws_sns_topic_subscription.subscription.filter_policy == var.topic_subscription.filter_policy
      && aws_sns_topic_subscription.subscription.filter_policy_scope == "MessageBody"
    )
    error_message = "SNS looks at attributes unless it is told otherwise."
  }
}

run "a_fifo_queue_has_fifo_dead_letters" {
  command = plan

  variables {
    topic_subscription = {
      name             = "billing/updates"
      topic_arn        = "arn:aws:sns:eu-west-1:333333333333:updates.fifo"
      endpoint_arn     = "arn:aws:sqs:eu-west-1:333333333333:letters_queue.fifo"
      dead_letters_arn = "arn:aws:sqs:eu-west-1:333333333333:updates_dead.fifo"
    }
  }

  assert {
    condition     = aws_sns_topic_subscription.subscription.endpoint == var.topic_subscription.endpoint_arn
    error_message = "From a fifo topic to a fifo queue, with fifo dead letters."
  }
}

run "fifo_dead_letters_are_for_fifo_queues_only" {
  command = plan

  variables {
    topic_subscription = merge(var.topic_subscription, { dead_letters_arn = "arn:aws:sqs:eu-west-1:333333333333:updates_dead.fifo" })
  }

  expect_failures = [var.topic_subscription]
}

run "a_fifo_topic_does_not_deliver_to_a_function" {
  command = plan

  variables {
    topic_subscription = merge(var.topic_subscription, {
      topic_arn = "arn:aws:sns:eu-west-1:333333333333:updates.fifo", endpoint_arn = var.function_arn
    })
  }

  expect_failures = [var.topic_subscription]
}

run "a_standard_topic_does_not_deliver_to_a_fifo_queue" {
  command = plan

  variables {
    topic_subscription = merge(var.topic_subscription, {
      endpoint_arn     = "arn:aws:sqs:eu-west-1:333333333333:letters_queue.fifo"
      dead_letters_arn = "arn:aws:sqs:eu-west-1:333333333333:updates_dead.fifo"
    })
  }

  expect_failures = [var.topic_subscription]
}

run "nothing_leads_into_another_account" {
  command = plan

  variables {
    topic_subscription = merge(var.topic_subscription, { endpoint_arn = "arn:aws:sqs:eu-west-1:222222222222:letters_queue" })
  }

  expect_failures = [var.topic_subscription]
}

run "it_is_a_topic_that_is_subscribed_to" {
  command = plan

  variables {
    topic_subscription = merge(var.topic_subscription, { topic_arn = "arn:aws:sqs:eu-west-1:333333333333:updates" })
  }

  expect_failures = [var.topic_subscription]
}

run "a_topic_delivers_to_a_queue_or_a_function" {
  command = plan

  variables {
    topic_subscription = merge(var.topic_subscription, { endpoint_arn = "arn:aws:kinesis:eu-west-1:333333333333:stream/s" })
  }

  expect_failures = [var.topic_subscription]
}

run "a_filter_is_an_object" {
  command = plan

  variables {
    topic_subscription = merge(var.topic_subscription, { filter_policy = "[]" })
  }

  expect_failures = [var.topic_subscription]
}
