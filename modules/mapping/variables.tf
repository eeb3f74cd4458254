variable "mapping" {
  description = <<-EOT
    What is read, and how much of it the function is given at once: batch_size items, or those of window_seconds. filters:
    patterns as JSON text, of which an item has to match one. stream: of a stream only. bisect: whether a batch that fails is
    tried again in halves; max_age_seconds and retries: for how long and how often; parallel: batches of a shard at once;
    on_failure_arn: the queue that is told of what failed, null where that may be lost; start_at: where reading begins (RFC 3339),
    at the oldest if null.
  EOT
  type = object({
    source_arn     = string
    enabled        = bool
    batch_size     = number
    window_seconds = number
    filters        = list(string)
    stream = optional(object({
      bisect          = bool
      max_age_seconds = number
      parallel        = number
      retries         = number
      on_failure_arn  = optional(string)
      start_at        = optional(string)
    }))
  })

  validation {
    condition     = can(regex("^arn:aws:(sqs:[a-z0-9-]+:[0-9]{12}:|kinesis:[a-z0-9-]+:[0-9]{12}:stream/)[A-Za-z0-9_.-]+$", var.mapping.source_arn))
    error_message = "\"${var.mapping.source_arn}\" is not the ARN of a queue or of a stream."
  }

  validation {
    condition     = (var.mapping.stream != null) == startswith(var.mapping.source_arn, "arn:aws:kinesis:")
    error_message = "A stream is read with settings of its own (`stream`), and a queue without them."
  }

  validation {
    condition = (
      var.mapping.batch_size >= 1 && var.mapping.batch_size <= 10000 && var.mapping.window_seconds >= 0 && var.mapping.window_seconds <= 300
      && (var.mapping.stream != null || var.mapping.batch_size <= 10 || var.mapping.window_seconds > 0)
    )
    error_message = "A batch has 1 to 10,000 items, and is waited for at most 300 s; of a queue more than 10 need a window."
  }

  validation {
    condition     = length(var.mapping.filters) <= 5 && alltrue([for filter in var.mapping.filters : can(keys(jsondecode(filter))) && length(filter) <= 4096])
    error_message = "There are at most 5 filters, each a JSON object of at most 4,096 characters."
  }

  validation {
    condition = alltrue([
      for stream in var.mapping.stream[*] : stream.max_age_seconds >= 60 && stream.max_age_seconds <= 604800
      && stream.retries >= 0 && stream.retries <= 10000 && stream.parallel >= 1 && stream.parallel <= 10
      && alltrue([for arn in stream.on_failure_arn[*] : can(regex("^arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$", arn))])
    ])
    error_message = "A batch of a stream is tried again for 60 to 604,800 s and at most 10,000 times, of at most 10 at once; then a queue is told."
  }
}

variable "function_arn" {
  description = "The function that handles what is read."
  type        = string

  validation {
    condition     = can(regex("^arn:aws:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64}$", var.function_arn))
    error_message = "\"${var.function_arn}\" is not the ARN of a function."
  }

  validation {
    condition     = element(split(":", var.function_arn), 4) == element(split(":", var.mapping.source_arn), 4)
    error_message = "A function reads queues and streams of its own account only."
  }
}
