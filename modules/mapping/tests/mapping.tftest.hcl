mock_provider "aws" {}

variables {
  function_arn = "arn:aws:lambda:eu-west-1:333333333333:function:charge"
  mapping = {
    source_arn     = "arn:aws:sqs:eu-west-1:333333333333:letters"
    enabled        = true
    batch_size     = 10
    window_seconds = 0
    filters        = []
  }
  reading = {
    bisect          = true
    max_age_seconds = 86400
    parallel        = 2
    retries         = 185
    on_failure_arn  = "arn:aws:sqs:eu-west-1:333333333333:clicks_dead"
  }
}

run "the_function_is_given_what_the_queue_holds" {
  command = plan

  assert {
    condition = (
      aws_lambda_event_source_mapping.function.event_source_arn == var.mapping.source_arn
      && aws_lambda_event_source_mapping.function.function_name == var.function_arn
      && aws_lambda_event_source_mapping.function.enabled
      && aws_lambda_event_source_mapping.function.batch_size == 10
    )
    error_message = "The mapping leads from the queue to the function."
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.function.filter_criteria) == 0
    error_message = "Without filters every message is handed over."
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.function.destination_config) == 0
    error_message = "A queue keeps by itself what was not handled."
  }
}

run "one_failed_item_does_not_repeat_its_batch" {
  command = plan

  assert {
    condition     = aws_lambda_event_source_mapping.function.function_response_types == toset(["ReportBatchItemFailures"])
    error_message = "The function reports which items failed."
  }
}

run "a_filter_lets_pass_what_it_matches" {
  command = plan

  variables {
    mapping = merge(var.mapping, { filters = ["{\"body\":{\"total\":[5]}}", "{\"body\":{\"total\":[6]}}"] })
  }

  assert {
    condition     = toset(aws_lambda_event_source_mapping.function.filter_criteria[0].filter[*].pattern) == toset(var.mapping.filters)
    error_message = "Each filter is one of the mapping's."
  }
}

run "a_mapping_can_stand_still" {
  command = plan

  variables {
    mapping = merge(var.mapping, { enabled = false })
  }

  assert {
    condition     = !aws_lambda_event_source_mapping.function.enabled
    error_message = "It reads nothing."
  }
}

run "a_stream_is_read_from_its_oldest_record" {
  command = plan

  variables {
    mapping = merge(var.mapping, { source_arn = "arn:aws:kinesis:eu-west-1:333333333333:stream/clicks", stream = var.reading })
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.function.starting_position == "TRIM_HORIZON"
      && aws_lambda_event_source_mapping.function.starting_position_timestamp == null
    )
    error_message = "Nothing of the stream is passed by."
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.function.bisect_batch_on_function_error
      && aws_lambda_event_source_mapping.function.maximum_record_age_in_seconds == 86400
      && aws_lambda_event_source_mapping.function.maximum_retry_attempts == 185
      && aws_lambda_event_source_mapping.function.parallelization_factor == 2
    )
    error_message = "A batch that fails is halved, and tried again for so long and so often."
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.function.destination_config[0].on_failure[0].destination_arn == var.reading.on_failure_arn
    )
    error_message = "What is given up is told to the dead letters."
  }
}

run "what_may_be_lost_is_told_to_nobody" {
  command = plan

  variables {
    mapping = merge(var.mapping, {
      source_arn = "arn:aws:kinesis:eu-west-1:333333333333:stream/clicks"
      stream     = merge(var.reading, { on_failure_arn = null })
    })
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.function.destination_config) == 0
    error_message = "The stream goes on without what the function fails on."
  }
}

run "a_stream_is_read_on_from_the_time_that_is_said" {
  command = plan

  variables {
    mapping = merge(var.mapping, {
      source_arn = "arn:aws:kinesis:eu-west-1:333333333333:stream/clicks"
      stream     = merge(var.reading, { start_at = "2026-11-26T05:00:00Z" })
    })
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.function.starting_position == "AT_TIMESTAMP"
      && aws_lambda_event_source_mapping.function.starting_position_timestamp == "2026-11-26T05:00:00Z"
    )
    error_message = "Reading begins at that time."
  }
}

run "a_stream_is_not_read_like_a_queue" {
  command = plan

  variables {
    mapping = merge(var.mapping, { source_arn = "arn:aws:kinesis:eu-west-1:333333333333:stream/clicks" })
  }

  expect_failures = [var.mapping]
}

run "a_queue_is_not_read_like_a_stream" {
  command = plan

  variables {
    mapping = merge(var.mapping, { stream = var.reading })
  }

  expect_failures = [var.mapping]
}

run "only_a_queue_or_a_stream_is_read" {
  command = plan

  variables {
    mapping = merge(var.mapping, { source_arn = "arn:aws:sns:eu-west-1:333333333333:order-updates" })
  }

  expect_failures = [var.mapping]
}

run "a_large_batch_of_a_queue_needs_a_window" {
  command = plan

  variables {
    mapping = merge(var.mapping, { batch_size = 11 })
  }

  expect_failures = [var.mapping]
}

run "a_batch_has_at_most_ten_thousand_items" {
  command = plan

  variables {
    mapping = merge(var.mapping, { batch_size = 10001, window_seconds = 1 })
  }

  expect_failures = [var.mapping]
}

run "a_batch_is_waited_for_at_most_five_minutes" {
  command = plan

  variables {
    mapping = merge(var.mapping, { window_seconds = 301 })
  }

  expect_failures = [var.mapping]
}

run "there_are_at_most_five_filters" {
  command = plan

  variables {
    mapping = merge(var.mapping, { filters = [for number in range(6) : jsonencode({ body = { total = [number] } })] })
  }

  expect_failures = [var.mapping]
}

run "a_filter_is_a_json_object" {
  command = plan

  variables {
    mapping = merge(var.mapping, { filters = ["[]"] })
  }

  expect_failures = [var.mapping]
}

run "a_batch_is_tried_again_within_the_bounds_of_lambda" {
  command = plan

  variables {
    mapping = merge(var.mapping, {
      source_arn = "arn:aws:kinesis:eu-west-1:333333333333:stream/clicks"
      stream     = merge(var.reading, { max_age_seconds = 59 })
    })
  }

  expect_failures = [var.mapping]
}

run "what_fails_goes_to_a_queue" {
  command = plan

  variables {
    mapping = merge(var.mapping, {
      source_arn = "arn:aws:kinesis:eu-west-1:333333333333:stream/clicks"
      stream     = merge(var.reading, { on_failure_arn = "clicks_dead" })
    })
  }

  expect_failures = [var.mapping]
}

run "a_function_is_named_by_its_arn" {
  command = plan

  variables {
    function_arn = "charge"
  }

  expect_failures = [var.function_arn]
}

run "a_function_reads_nothing_of_another_account" {
  command = plan

  variables {
    function_arn = "arn:aws:lambda:eu-west-1:444444444444:function:charge"
  }

  expect_failures = [var.function_arn]
}
