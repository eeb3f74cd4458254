mock_provider "aws" {}

variables {
  function_arn = "arn:aws:lambda:eu-west-1:333333333333:function:charge"
  buffer = {
    batch_size = 10
    queue = {
      name                       = "placed_buffer"
      arn                        = "arn:aws:sqs:eu-west-1:333333333333:placed_buffer"
      keep_seconds               = 345600
      visibility_timeout_seconds = 180
      max_receives               = 5
      senders                    = {}
      dead_letters_arn           = "arn:aws:sqs:eu-west-1:333333333333:placed_dead"
      protected                  = false
    }
  }
}

run "the_function_is_given_what_the_queue_holds" {
  command = plan

  assert {
    condition = (
      aws_lambda_event_source_mapping.function.event_source_arn == var.buffer.queue.arn
      && aws_lambda_event_source_mapping.function.function_name == var.function_arn
    )
    error_message = "The mapping leads from the queue to the function."
  }
}

run "one_failed_message_does_not_repeat_its_batch" {
  command = plan

  assert {
    condition     = aws_lambda_event_source_mapping.function.function_response_types == toset(["ReportBatchItemFailures"])
    error_message = "The function reports which messages failed."
  }
}

run "a_batch_has_at_most_ten_messages" {
  command = plan

  variables {
    buffer = merge(var.buffer, { batch_size = 11 })
  }

  expect_failures = [var.buffer]
}

run "a_function_is_named_by_its_arn" {
  command = plan

  variables {
    function_arn = "charge"
  }

  expect_failures = [var.function_arn]
}
