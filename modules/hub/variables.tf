variable "bus" {
  description = <<-EOT
    The hub's bus. archive: its name and for how many days it keeps events. organization: the AWS organisation whose
    accounts alone may publish, if one is named. publishers: by system, its accounts (two while it moves) and the sources
    that they may publish. policy_form: what the bus's policy names. "sources": for each system its accounts and its sources;
    "accounts": the accounts of all publishers; "organization": the organisation, and hence all of its accounts.
  EOT
  type = object({
    name         = string
    arn          = string
    description  = string
    archive      = object({ name = string, keep_days = number })
    organization = optional(string)
    policy_form  = string
    publishers   = map(object({ accounts = list(string), sources = list(string) }))
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.bus.name))
    error_message = "\"${var.bus.name}\" is not a name: at most 64 letters, digits, \"_\" and \"-\"."
  }

  validation {
    condition     = can(regex("^arn:aws:events:[a-z0-9-]+:[0-9]{12}:event-bus/${var.bus.name}$", var.bus.arn))
    error_message = "\"${var.bus.arn}\" is not the ARN of the bus \"${var.bus.name}\"."
  }

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,48}$", var.bus.archive.name))
    error_message = "\"${var.bus.archive.name}\" is not the name of an archive: at most 48 letters, digits, \"_\" and \"-\"."
  }

  validation {
    condition = alltrue(flatten([
      for publisher in var.bus.publishers : [for account in publisher.accounts : can(regex("^[0-9]{12}$", account))]
    ]))
    error_message = "The account of a publisher is a number of 12 digits."
  }

  validation {
    condition = alltrue(flatten([
      for system, publisher in var.bus.publishers : [for source in publisher.sources : startswith(source, "${system}.")]
    ]))
    error_message = "A system publishes its own sources only, \"<system>.<service>\"."
  }

  validation {
    condition     = contains(["sources", "accounts", "organization"], var.bus.policy_form)
    error_message = "\"${var.bus.policy_form}\" is no form of the policy: \"sources\", \"accounts\" or \"organization\"."
  }

  validation {
    condition     = var.bus.policy_form != "organization" || var.bus.organization != null
    error_message = "A policy that lets in the organisation's accounts names the organisation: all of AWS would publish."
  }
}
