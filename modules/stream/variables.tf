variable "stream" {
  description = <<-EOT
    The stream. shards: how many it has; it grows with its traffic if null. keep_seconds: for how long a record can be read, to
    the hour.
  EOT
  type = object({
    name         = string
    arn          = string
    shards       = optional(number)
    keep_seconds = number
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.stream.name))
    error_message = "\"${var.stream.name}\" is not a name: at most 64 letters, digits, \"_\" and \"-\"."
  }

  validation {
    condition     = can(regex("^arn:aws:kinesis:[a-z0-9-]+:[0-9]{12}:stream/${var.stream.name}$", var.stream.arn))
    error_message = "\"${var.stream.arn}\" is not the ARN of the stream \"${var.stream.name}\"."
  }

  validation {
    condition     = alltrue([for shards in var.stream.shards[*] : shards >= 1 && shards == floor(shards)])
    error_message = "A stream has whole shards, at least one; it grows with its traffic without a number."
  }

  validation {
    condition     = var.stream.keep_seconds >= 86400 && var.stream.keep_seconds <= 31536000
    error_message = "A stream keeps its records for 86,400 to 31,536,000 s."
  }
}
