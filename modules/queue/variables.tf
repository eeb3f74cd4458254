variable "queue" {
  description = <<-EOT
    The queue: how long it keeps a message, how long a received one is hidden from others, after how many receives it is
    a dead letter, where it goes then (a queue that is there already, or SQS refuses; null where it may be lost), and who may send, by subscription.
  EOT
  type = object({
    name                       = string
    arn                        = string
    keep_seconds               = number
    visibility_timeout_seconds = number
    max_receives               = number
    senders = map(object({
      via     = string
      arn     = string
      account = string
    }))
    dead_letters_arn = optional(string)
    protected        = bool
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}(\\.fifo)?$", var.queue.name))
    error_message = "\"${var.queue.name}\" is not a name: at most 64 letters, digits, \"_\" and \"-\", and \".fifo\" at its end."
  }

  validation {
    condition     = can(regex("^arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:${var.queue.name}$", var.queue.arn))
    error_message = "\"${var.queue.arn}\" is not the ARN of the queue \"${var.queue.name}\"."
  }

  validation {
    condition = alltrue([
      for arn in var.queue.dead_letters_arn[*] : can(regex("^arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,64}(\\.fifo)?$", arn))
    ])
    error_message = "The dead letters of \"${var.queue.name}\" are not the ARN of a queue."
  }

  validation {
    condition = alltrue([
      for arn in var.queue.dead_letters_arn[*] : endswith(arn, ".fifo") == endswith(var.queue.name, ".fifo")
    ])
    error_message = "SQS wants fifo dead letters for a fifo queue, and standard ones for a standard queue: \"${var.queue.name}\"."
  }
}
