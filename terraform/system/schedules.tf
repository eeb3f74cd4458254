# The schedules of the system's services.

module "schedule" {
  source   = "../../modules/schedule"
  for_each = var.schedules

  schedule = each.value

  # All ARNs are literal and order nothing. A rate is due as soon as it is made: who receives it is there before.
  depends_on = [aws_cloudwatch_event_bus.local, module.dead_letters, module.route]
}

variable "schedules" {
  description = <<-EOT
    The schedules, by "<service>/<schedule>": each puts its event on the local bus. Their dead letters are those of
    "<service>/<schedule> of schedule" in `dead_letters`.
  EOT
  type = map(object({
    name             = string
    group_arn        = string
    description      = string
    expression       = string
    timezone         = string
    enabled          = bool
    role             = object({ name = string, arn = string })
    event            = object({ bus_arn = string, source = string, detail_type = string, detail = string })
    retry            = object({ seconds = number, attempts = number })
    dead_letters_arn = string
  }))

  validation {
    condition     = alltrue([for schedule in var.schedules : schedule.event.bus_arn == var.bus.arn])
    error_message = "A schedule puts its event on the system's own bus."
  }

  validation {
    condition     = alltrue([for schedule in var.schedules : contains(values(var.dead_letters)[*].arn, schedule.dead_letters_arn)])
    error_message = "What a schedule cannot put on the bus goes to dead letters of the system."
  }
}
