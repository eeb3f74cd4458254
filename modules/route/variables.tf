variable "route" {
  description = <<-EOT
    The route of one subscription. pattern: JSON text. enabled: false for a route that the catalogue
    has no more. target: `role_arn`, that of `delivery`, only in another account than the bus, or of a stream, a workflow or a
    bus. delivery: the role in the bus's own account (`account`) that `allows` actions on such targets; it may stand before and
    after its use. retry: for how long and how often. input_transformer: what the target gets instead of the whole event, as
    paths into it by name, and a JSON template with `<NAME>` in it. dead_letters_arn: the queue for what could not be delivered;
    null where that may be lost.
  EOT
  type = object({
    rule     = object({ name = string, arn = string, description = string })
    bus_name = string
    pattern  = string
    enabled  = bool
    target   = object({ id = string, arn = string, role_arn = optional(string) })
    delivery = optional(object({
      role_name = string
      role_arn  = string
      account   = string
      allows    = list(object({ action = string, arn = string }))
    }))
    retry             = object({ seconds = number, attempts = number })
    input_transformer = optional(object({ paths = map(string), template = string }))

    dead_letters_arn = optional(string)
  })

  validation {
    condition = alltrue([
      for name in [var.route.rule.name, var.route.target.id] : can(regex("^[A-Za-z0-9_-]{1,64}$", name))
    ])
    error_message = "\"${var.route.rule.name}\" or its target is not named with at most 64 letters, digits, \"_\" and \"-\"."
  }

  validation {
    condition = can(regex(format(
      "^arn:aws:events:[a-z0-9-]+:[0-9]{12}:rule/%s${var.route.rule.name}$", var.route.bus_name == "default" ? "" : "${var.route.bus_name}/",
    ), var.route.rule.arn))
    error_message = "\"${var.route.rule.arn}\" is not the ARN of the rule \"${var.route.rule.name}\" on \"${var.route.bus_name}\"."
  }

  validation {
    condition     = can(keys(jsondecode(var.route.pattern)))
    error_message = "The pattern of \"${var.route.rule.name}\" is not a JSON object."
  }

  validation {
    condition     = alltrue([for arn in var.route.dead_letters_arn[*] : can(regex("^arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$", arn))])
    error_message = "The dead letters of \"${var.route.rule.name}\" are not the ARN of a queue."
  }

  validation {
    condition = alltrue([
      for delivery in var.route.delivery[*] :
      delivery.role_arn == "arn:aws:iam::${delivery.account}:role/${delivery.role_name}"
      && delivery.account == split(":", var.route.rule.arn)[4]
    ])
    error_message = "The delivery role of \"${var.route.rule.name}\" is not in the account of its bus."
  }
}
