mock_provider "aws" {}

variables {
  queue = {
    name                       = "letters_queue"
    arn                        = "arn:aws:sqs:eu-west-1:333333333333:letters_queue"
    keep_seconds               = 345600
    visibility_timeout_seconds = 180
    max_receives               = 5
    senders                    = {}
    dead_letters_arn           = "arn:aws:sqs:eu-west-1:333333333333:letters_queue_dead"
    protected                  = false
  }
}

run "what_is_not_handled_goes_to_the_dead_letters" {
  command = plan

  assert {
    condition = jsondecode(aws_sqs_queue.queue.redrive_policy) == {
      deadLetterTargetArn = var.queue.dead_letters_arn
      maxReceiveCount     = 5
    }
    error_message = "The fifth receive is the last one."
  }

  assert {
    condition     = aws_sqs_queue.queue.sqs_managed_sse_enabled
    error_message = "The queue is encrypted."
  }

  assert {
    condition     = aws_sqs_queue.queue.message_retention_seconds == 345600 && aws_sqs_queue.queue.visibility_timeout_seconds == 180
    error_message = "A message is kept, and hidden while it is handled, for as long as the catalogue says."
  }
}

run "what_may_be_lost_has_no_dead_letters" {
  command = plan

  variables {
    queue = merge(var.queue, { dead_letters_arn = null })
  }

  assert {
    condition     = aws_sqs_queue.queue.sqs_managed_sse_enabled # the redrive policy itself is what AWS says
    error_message = "A subscription may say that nothing is kept."
  }
}

run "it_is_no_place_for_the_dead_letters_of_others" {
  command = plan

  assert {
    condition     = jsondecode(aws_sqs_queue.queue.redrive_allow_policy) == { redrivePermission = "denyAll" }
    error_message = "No queue may name this one as its dead-letter queue."
  }
}

run "a_rule_may_send" {
  command = plan

  variables {
    queue = merge(var.queue, {
      senders = { placed = { via = "service", arn = "arn:aws:events:eu-west-1:333333333333:rule/b/r", account = "333333333333" } }
    })
  }

  assert {
    condition     = one([for one in jsondecode(aws_sqs_queue.queue.policy).Statement : one if one.Sid == "placed"]).Action == "sqs:SendMessage"
    error_message = "The rule sends and does nothing else."
  }
}

run "a_protected_queue_says_so_itself" {
  command = plan

  variables {
    queue = merge(var.queue, { protected = true })
  }

  assert {
    condition     = aws_sqs_queue.queue.tags == tomap({ "meshctl:protected" = "true" })
    error_message = "Who looks at the queue on AWS sees that it is protected."
  }
}

run "dead_letters_go_to_a_queue" {
  command = plan

  variables {
    queue = merge(var.queue, { dead_letters_arn = "arn:aws:sns:eu-west-1:333333333333:topic" })
  }

  expect_failures = [var.queue]
}

run "a_name_has_letters_digits_and_hyphens_only" {
  command = plan

  variables {
    queue = merge(var.queue, { name = "no name", arn = "arn:aws:sqs:eu-west-1:333333333333:no name" })
  }

  expect_failures = [var.queue]
}

run "the_arn_belongs_to_the_name" {
  command = plan

  variables {
    queue = merge(var.queue, { arn = "arn:aws:sqs:eu-west-1:333333333333:other" })
  }

  expect_failures = [var.queue]
}

run "a_queue_keeps_no_order_unless_its_name_says_so" {
  command = plan

  assert {
    condition     = !aws_sqs_queue.queue.fifo_queue && !aws_sqs_queue.queue.content_based_deduplication
    error_message = "A standard queue keeps no order."
  }
}

run "a_fifo_queue_has_fifo_dead_letters_and_knows_duplicates_by_their_content" {
  command = plan

  variables {
    queue = merge(var.queue, {
      name             = "letters_queue.fifo"
      arn              = "arn:aws:sqs:eu-west-1:333333333333:letters_queue.fifo"
      dead_letters_arn = "arn:aws:sqs:eu-west-1:333333333333:letters_queue_dead.fifo"
    })
  }

  assert {
    condition     = aws_sqs_queue.queue.fifo_queue && aws_sqs_queue.queue.content_based_deduplication
    error_message = "EventBridge delivers to a fifo queue only where the content tells messages apart."
  }
}

run "a_fifo_queue_has_no_standard_dead_letters" {
  command = plan

  variables {
    queue = merge(var.queue, { name = "letters_queue.fifo", arn = "arn:aws:sqs:eu-west-1:333333333333:letters_queue.fifo" })
  }

  expect_failures = [var.queue]
}
