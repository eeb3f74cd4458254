variable "bus" {
  description = <<-EOT
    The hub's bus. archive: its name and for how many days it keeps events. organization:
    the AWS organisation whose accounts alone may publish, if one is named. publishers: by system, its account and the
    sources that this account may publish.
  EOT
  type = object({
    name         = string
    arn          = string
    description  = string
    archive      = object({ name = string, keep_days = number })
    organization = optional(string)
    publishers   = map(object({ account = string, sources = list(string) }))
  })
}
