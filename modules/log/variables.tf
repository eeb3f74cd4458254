variable "log" {
  description = "The log group, and for how many days it keeps what is written."
  type = object({
    name      = string
    arn       = string
    keep_days = number
  })

  validation {
    condition     = can(regex("^/aws/events/[A-Za-z0-9_-]{1,64}$", var.log.name))
    error_message = "\"${var.log.name}\" is not a name: \"/aws/events/\", and at most 64 letters, digits, \"_\" and \"-\"."
  }

  validation {
    condition     = can(regex("^arn:aws:logs:[a-z0-9-]+:[0-9]{12}:log-group:${var.log.name}$", var.log.arn))
    error_message = "\"${var.log.arn}\" is not the ARN of the log group \"${var.log.name}\"."
  }

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log.keep_days,
    )
    error_message = "CloudWatch Logs keeps nothing for ${var.log.keep_days} days: only for some numbers, such as 30 or 365."
  }
}
