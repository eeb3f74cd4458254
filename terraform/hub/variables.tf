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
}
