variable "topic_subscription" {
  description = <<-EOT
    What a queue or a function gets of a topic. name: what the catalogue calls it. filter_policy: JSON text over the message's
    body; null for all messages. dead_letters_arn: the queue for what could not be delivered; null where it may be lost.
  EOT
  type = object({
    name             = string
    topic_arn        = string
    endpoint_arn     = string
    filter_policy    = optional(string)
    dead_letters_arn = optional(string)
  })

  validation {
    condition     = can(regex("^arn:aws:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,64}(\\.fifo)?$", var.topic_subscription.topic_arn))
    error_message = "\"${var.topic_subscription.name}\" subscribes to something else than a topic."
  }

  validation {
    condition = can(regex(
      "^arn:aws:(sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,64}(\\.fifo)?|lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64})$",
      var.topic_subscription.endpoint_arn,
    ))
    error_message = "\"${var.topic_subscription.name}\" is delivered to something else than a queue or a function."
  }

  validation {
    condition     = split(":", var.topic_subscription.topic_arn)[4] == split(":", var.topic_subscription.endpoint_arn)[4]
    error_message = "\"${var.topic_subscription.name}\" leads into another account: between systems, events travel over EventBridge."
  }

  validation {
    condition = !endswith(var.topic_subscription.topic_arn, ".fifo") ? !endswith(var.topic_subscription.endpoint_arn, ".fifo") : (
      split(":", var.topic_subscription.endpoint_arn)[2] == "sqs"
    )
    error_message = "\"${var.topic_subscription.name}\": a fifo topic delivers to queues, and nothing else to a fifo queue."
  }

  validation {
    condition     = var.topic_subscription.filter_policy == null ? true : can(keys(jsondecode(var.topic_subscription.filter_policy)))
    error_message = "The filter policy of \"${var.topic_subscription.name}\" is not a JSON object."
  }

  validation {
    condition = alltrue([
      for arn in var.topic_subscription.dead_letters_arn[*] :
      can(regex("^arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,64}(\\.fifo)?$", arn))
      && endswith(arn, ".fifo") == endswith(var.topic_subscription.endpoint_arn, ".fifo")
    ])
    error_message = "The dead letters of \"${var.topic_subscription.name}\" are a queue, and a fifo one exactly where it is delivered to such."
  }
}
