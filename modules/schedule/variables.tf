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
    condition     = can(regex("^[A-Za-z0-9_.-]{1,64}$", var.schedule.name))
    error_message = "\"${var.schedule.name}\" is not a name: at most 64 letters, digits, \"_\", \".\" and \"-\"."
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
    condition     = can(regex("^arn:aws:iam::${split(":", var.schedule.group_arn)[4]}:role/${var.schedule.role.name}$", var.schedule.role.arn))
    error_message = "The role is of the schedule's account, and its ARN ends in its name."
  }

  validation {
    condition = alltrue([
      for arn in [var.schedule.event.bus_arn, var.schedule.dead_letters_arn] :
      split(":", arn)[4] == split(":", var.schedule.group_arn)[4]
    ])
    error_message = "The bus and the dead letters are of the schedule's account."
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
