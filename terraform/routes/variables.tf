variable "routes" {
  description = <<-EOT
    The routes on the hub, by "<system>/<service>/<subscription>". pattern: JSON text. delivery: only for a target in
    another account than the bus (`account`); the role is made there and allows `action` on the target. retry: for how
    long and how often. dead_letters_arn: the queue for what could not be delivered.
  EOT
  type = map(object({
    rule     = object({ name = string, arn = string, description = string })
    bus_name = string
    pattern  = string
    target   = object({ id = string, arn = string })
    delivery = optional(object({ role_name = string, role_arn = string, action = string, account = string }))
    retry    = object({ seconds = number, attempts = number })

    dead_letters_arn = string
  }))

  validation {
    condition     = alltrue([for route in var.routes : can(jsondecode(route.pattern).account[0])])
    error_message = "Every pattern on the hub names the producer's account: any account may publish there."
  }
}
