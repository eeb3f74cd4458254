variable "schedule" {
  description = <<-EOT
    The schedule. group_arn: that of the group which has its name and holds nothing else. expression: `cron(...)`, read in
    `timezone`, or `rate(...)`. enabled: false while it is not to begin yet, or has ended. event: what is put on the bus; in
    `detail`, JSON text, Scheduler's keywords are replaced. retry: for how long and how often that is tried.
  EOT
  type = object({
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
  })

  validation {
    condition = alltrue([
      for name in [var.schedule.name, var.schedule.role.name] : can(regex("^[A-Za-z0-9_-]{1,64}$", name))
    ])
    error_message = "\"${var.schedule.name}\" or its role has no name of at most 64 letters, digits, \"_\" and \"-\"."
  }

  validation {
    condition     = can(regex("^arn:aws:scheduler:[a-z0-9-]+:[0-9]{12}:schedule-group/${var.schedule.name}$", var.schedule.group_arn))
    error_message = "\"${var.schedule.group_arn}\" is not the ARN of a group with the schedule's name."
  }

  validation {
    condition     = can(regex("^(cron\\([^()]+\\)|rate\\([1-9][0-9]* (minute|hour|day)s?\\))$", var.schedule.expression))
    error_message = "\"${var.schedule.expression}\" is not of the form cron(...) or rate(...)."
  }

  validation {
    condition     = var.schedule.role.arn == "arn:aws:iam::${split(":", var.schedule.group_arn)[4]}:role/${var.schedule.role.name}"
    error_message = "\"${var.schedule.role.arn}\" is not the ARN of the role \"${var.schedule.role.name}\" in the schedule's account."
  }

  validation {
    condition = alltrue([
      can(regex("^arn:aws:events:[a-z0-9-]+:${split(":", var.schedule.group_arn)[4]}:event-bus/[A-Za-z0-9_-]+$", var.schedule.event.bus_arn)),
      can(regex("^arn:aws:sqs:[a-z0-9-]+:${split(":", var.schedule.group_arn)[4]}:[A-Za-z0-9_-]+$", var.schedule.dead_letters_arn)),
    ])
    error_message = "The events go to a bus and the dead letters to a queue, both of the schedule's account."
  }

  validation {
    condition     = can(jsondecode(var.schedule.event.detail))
    error_message = "The detail of the event is JSON text."
  }

  validation {
    condition     = var.schedule.retry.seconds >= 60 && var.schedule.retry.seconds <= 86400 && var.schedule.retry.attempts >= 0 && var.schedule.retry.attempts <= 185
    error_message = "Scheduler tries again for 60 to 86,400 seconds, and at most 185 times."
  }
}
