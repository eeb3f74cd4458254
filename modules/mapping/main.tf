# Lambda's poller, which hands to a function what a queue or a stream holds.

resource "aws_lambda_event_source_mapping" "function" {
  event_source_arn                   = var.mapping.source_arn
  function_name                      = var.function_arn
  enabled                            = var.mapping.enabled
  batch_size                         = var.mapping.batch_size
  maximum_batching_window_in_seconds = var.mapping.window_seconds
  function_response_types            = ["ReportBatchItemFailures"]

  # What no filter takes, a queue's reader deletes and a stream's passes by.
  dynamic "filter_criteria" {
    for_each = length(var.mapping.filters) == 0 ? [] : [var.mapping.filters]

    content {
      dynamic "filter" {
        for_each = filter_criteria.value

        content {
          pattern = filter.value
        }
      }
    }
  }

  # A mapping that is made anew begins where it is told to: records that came in between are not passed by.
  starting_position = local.stream == null ? null : local.stream.start_at == null ? "TRIM_HORIZON" : "AT_TIMESTAMP"

  starting_position_timestamp    = local.stream == null ? null : local.stream.start_at
  bisect_batch_on_function_error = local.stream == null ? null : local.stream.bisect
  maximum_record_age_in_seconds  = local.stream == null ? null : local.stream.max_age_seconds
  maximum_retry_attempts         = local.stream == null ? null : local.stream.retries
  parallelization_factor         = local.stream == null ? null : local.stream.parallel

  # A stream goes on without what the function fails on. A queue has dead letters of its own.
  dynamic "destination_config" {
    for_each = compact(var.mapping.stream[*].on_failure_arn)

    content {
      on_failure {
        destination_arn = destination_config.value
      }
    }
  }
}

locals {
  stream = var.mapping.stream
}
