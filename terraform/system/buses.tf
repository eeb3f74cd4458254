# The buses that services have beside the local one of the system.

module "bus" {
  source   = "../../modules/bus"
  for_each = var.buses

  further_bus = each.value
}

variable "buses" {
  description = "The further buses, by \"<service>/<bus>\"; senders by subscription."
  type = map(object({
    name        = string
    arn         = string
    description = string
    senders     = map(object({ via = string, arn = string, account = string }))
  }))

  validation {
    condition = alltrue([
      for bus in var.buses : bus.arn == "arn:aws:events:${var.stack.region}:${var.stack.account}:event-bus/${bus.name}" && bus.name != var.bus.name
    ])
    error_message = "A further bus lies in this account and Region, beside the local one."
  }
}

resource "aws_cloudwatch_event_archive" "archive" {
  for_each = var.archives

  name             = each.value.name
  description      = "Every event of ${split("/", each.value.bus_arn)[1]}, to be replayed."
  event_source_arn = each.value.bus_arn
  retention_days   = each.value.keep_days

  depends_on = [aws_cloudwatch_event_bus.local] # its ARN is literal and orders nothing
}

variable "archives" {
  description = "Archives of all that is on the local bus, by what they keep: \"private-events\"."
  type        = map(object({ name = string, bus_arn = string, keep_days = number }))

  validation {
    condition     = alltrue([for archive in var.archives : archive.bus_arn == var.bus.arn])
    error_message = "What is archived is on the system's local bus."
  }

  validation {
    condition     = alltrue([for archive in var.archives : can(regex("^[A-Za-z0-9_-]{1,48}$", archive.name)) && archive.keep_days > 0])
    error_message = "An archive is named with at most 48 letters, digits, \"_\" and \"-\", and keeps events for a number of days."
  }
}
