variable "routes" {
  description = <<-EOT
    The routes on the hub, by "<system>/<service>/<subscription>", and its hops, by "<system>/<system of the event>/<event>".
    pattern: JSON text; `$or` joins what is to be taken while a publisher changes. enabled: false for a route that the catalogue
    has no more. target: `role_arn`, that of `delivery`, only in another account than the bus, or of a local bus. delivery: the
    role in the bus's own account (`account`) that `allows` actions on such targets; it may stand before and after its use.
    retry: for how long and how often. dead_letters_arn: the queue for what could not be delivered.
  EOT
  type = map(object({
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
  }))

  validation {
    condition = alltrue([
      for route in var.routes : can(jsondecode(route.pattern).account[0])
      || can([for choice in jsondecode(route.pattern)["$or"] : choice.account[0]])
    ])
    error_message = "Every pattern on the hub names the producer's account: any account may publish there."
  }
}
