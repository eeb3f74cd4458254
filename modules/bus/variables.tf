variable "further_bus" {
  description = <<-EOT
    The bus. senders, by subscription: the delivery roles that bring events there, `arn` of `account` (via "role": EventBridge
    delivers to no bus without one).
  EOT
  type = object({
    name        = string
    arn         = string
    description = string
    senders     = map(object({ via = string, arn = string, account = string }))
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.further_bus.name)) && var.further_bus.name != "default"
    error_message = "\"${var.further_bus.name}\" is not a name: at most 64 letters, digits, \"_\" and \"-\", and not AWS's own bus."
  }

  validation {
    condition     = can(regex("^arn:aws:events:[a-z0-9-]+:[0-9]{12}:event-bus/${var.further_bus.name}$", var.further_bus.arn))
    error_message = "\"${var.further_bus.arn}\" is not the ARN of the bus \"${var.further_bus.name}\"."
  }

  validation {
    condition = alltrue([
      for grant in var.further_bus.senders :
      grant.via == "role" && can(regex("^arn:aws:iam::${grant.account}:role/[A-Za-z0-9/_-]+$", grant.arn))
      && can(regex("^[0-9]{12}$", grant.account))
    ])
    error_message = "A sender is a role of its account, a number of 12 digits: EventBridge puts events on a bus with a role."
  }
}
