variable "function" {
  description = <<-EOT
    The function. package: the zip, relative to the stack's directory; package_hash: its SHA-256 in base64. publishes: by bus
    ("hub", "local"), the source and detail-types it may use. consumes: ARNs of the queues and streams it reads. invokers: by
    subscription, the rule (via "service"), the account of the delivery role (via "role") or the topic (via "topic") that may
    invoke it. writes: what it may do to channels of its system, on buses `as_source`. dead_letters_arn: where an event goes that
    it was invoked with and did not handle, without a queue before it; null where it may be lost. on_failure_arns: queues told of
    what it failed on of a stream. table: in which it remembers what it has handled; null where it does not.
  EOT
  type = object({
    name            = string
    arn             = string
    description     = string
    role            = object({ name = string, arn = string })
    package         = string
    package_hash    = string
    handler         = string
    runtime         = string
    architecture    = string
    memory_mb       = number
    timeout_seconds = number
    log_keep_days   = number
    environment     = map(string)
    publishes       = map(object({ bus_arn = string, source = string, detail_types = list(string) }))
    consumes        = list(string)
    invokers        = map(object({ via = string, arn = string, account = string }))
    writes          = list(object({ action = string, arns = list(string), as_source = optional(string) }))

    dead_letters_arn = optional(string)
    on_failure_arns  = optional(list(string), [])
    table            = optional(object({ name = string, arn = string }))
  })

  validation {
    condition = alltrue([
      for name in [var.function.name, var.function.role.name] : can(regex("^[A-Za-z0-9_-]{1,64}$", name))
    ])
    error_message = "\"${var.function.name}\" or its role has no name of at most 64 letters, digits, \"_\" and \"-\"."
  }

  validation {
    condition     = can(regex("^arn:aws:lambda:[a-z0-9-]+:[0-9]{12}:function:${var.function.name}$", var.function.arn))
    error_message = "\"${var.function.arn}\" is not the ARN of the function \"${var.function.name}\"."
  }

  validation {
    condition     = var.function.role.arn == "arn:aws:iam::${split(":", var.function.arn)[4]}:role/${var.function.role.name}"
    error_message = "\"${var.function.role.arn}\" is not the ARN of the role \"${var.function.role.name}\" in the function's account."
  }

  validation {
    condition = alltrue([
      for grant in var.function.invokers : contains(["service", "role", "topic"], grant.via) && can(regex("^[0-9]{12}$", grant.account))
    ])
    error_message = "An invoker is via \"service\", \"role\" or \"topic\", with an account of 12 digits."
  }
}
