variable "topic" {
  description = <<-EOT
    The topic; it keeps an order where its name ends in ".fifo". senders, by subscription: who may publish. via "service":
    EventBridge, for the rule `arn` of `account`. via "role": the delivery role `arn` of `account`.
  EOT
  type = object({
    name    = string
    arn     = string
    senders = map(object({ via = string, arn = string, account = string }))
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}(\\.fifo)?$", var.topic.name))
    error_message = "\"${var.topic.name}\" is not a name: at most 64 letters, digits, \"_\" and \"-\", and \".fifo\" at its end."
  }

  validation {
    condition     = can(regex("^arn:aws:sns:[a-z0-9-]+:[0-9]{12}:${var.topic.name}$", var.topic.arn))
    error_message = "\"${var.topic.arn}\" is not the ARN of the topic \"${var.topic.name}\"."
  }

  validation {
    condition     = !endswith(var.topic.name, ".fifo") || length(var.topic.senders) == 0
    error_message = "EventBridge does not deliver to a fifo topic: \"${var.topic.name}\" has no senders."
  }

  validation {
    condition     = alltrue([for grant in var.topic.senders : contains(["service", "role"], grant.via)])
    error_message = "A grant is via \"service\" or \"role\"."
  }

  validation {
    condition = alltrue([
      for grant in var.topic.senders :
      can(regex("^arn:aws:(events:[a-z0-9-]+:${grant.account}:rule/|iam::${grant.account}:role/)[A-Za-z0-9/_-]+$", grant.arn))
      && can(regex("^[0-9]{12}$", grant.account))
    ])
    error_message = "The ARN of a grant names a rule or a role of the grant's account, a number of 12 digits."
  }
}
