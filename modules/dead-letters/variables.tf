variable "dead_letters" {
  description = <<-EOT
    The queue of dead letters: how long it keeps them and, by subscription, which rules or topics, may put them there.
    source_queue_arn: the queue whose unhandled messages come here, if one's do.
  EOT
  type = object({
    name         = string
    arn          = string
    keep_seconds = number
    senders = map(object({
      via     = string
      arn     = string
      account = string
    }))
    source_queue_arn = optional(string)
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}(\\.fifo)?$", var.dead_letters.name))
    error_message = "\"${var.dead_letters.name}\" is not a name: at most 64 letters, digits, \"_\" and \"-\", and \".fifo\" at its end."
  }

  validation {
    condition     = can(regex("^arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:${var.dead_letters.name}$", var.dead_letters.arn))
    error_message = "\"${var.dead_letters.arn}\" is not the ARN of the queue \"${var.dead_letters.name}\"."
  }

  validation {
    condition = alltrue([
      for arn in var.dead_letters.source_queue_arn[*] : can(regex("^arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+(\\.fifo)?$", arn))
      && endswith(arn, ".fifo") == endswith(var.dead_letters.name, ".fifo")
    ])
    error_message = "The source of dead letters is the ARN of a queue, of a fifo one exactly for fifo dead letters."
  }
}
