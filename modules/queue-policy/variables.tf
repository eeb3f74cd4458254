variable "queue_arn" {
  description = "The queue that the policy is for."
  type        = string

  validation {
    condition     = can(regex("^arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+(\\.fifo)?$", var.queue_arn))
    error_message = "\"${var.queue_arn}\" is not the ARN of a queue."
  }
}

variable "senders" {
  description = <<-EOT
    Who may send, by subscription. via "service": EventBridge, for the rule `arn` of `account`.
    via "role": the delivery role `arn` of `account`. via "topic": SNS, for the topic `arn` of `account`.
  EOT
  type = map(object({
    via     = string
    arn     = string
    account = string
  }))

  validation {
    condition     = length(var.senders) <= 17
    error_message = "SQS takes 20 statements in a policy, and three are denials: at most 17 may send."
  }

  validation {
    condition     = alltrue([for grant in var.senders : contains(["service", "role", "topic"], grant.via)])
    error_message = "A grant is via \"service\", \"role\" or \"topic\"."
  }

  validation {
    condition     = alltrue([for grant in var.senders : can(regex("^[0-9]{12}$", grant.account))])
    error_message = "The account of a grant is a number of 12 digits."
  }

  validation {
    condition = alltrue([
      for grant in var.senders :
      can(regex("^arn:aws:(events:[a-z0-9-]+:${grant.account}:rule/|iam::${grant.account}:role/)[A-Za-z0-9/_-]+$", grant.arn))
      if grant.via != "topic"
    ])
    error_message = "The ARN of a grant names a rule or a role of the grant's account."
  }

  validation {
    condition = alltrue([
      for grant in var.senders :
      can(regex("^arn:aws:sns:[a-z0-9-]+:${grant.account}:[A-Za-z0-9_-]+(\\.fifo)?$", grant.arn))
      && grant.account == split(":", var.queue_arn)[4]
      if grant.via == "topic"
    ])
    error_message = "A grant via \"topic\" names a topic of the queue's own account."
  }
}
