# What Lambda reads for functions: queues and streams of the system.

module "mapping" {
  source   = "../../modules/mapping"
  for_each = var.mappings

  mapping      = each.value
  function_arn = module.function[each.value.function].arn

  depends_on = [module.queue, module.stream, module.dead_letters] # all ARNs are literal and order nothing
}

variable "mappings" {
  description = <<-EOT
    What functions read of queues and streams, by "<service>/<function> from <kind> <service>/<name>". function: a key of
    `functions`. filters: patterns as JSON text. stream: of a stream only.
  EOT
  type = map(object({
    source_arn     = string
    function       = string
    enabled        = bool
    batch_size     = number
    window_seconds = number
    filters        = list(string)
    stream = optional(object({
      bisect          = bool
      max_age_seconds = number
      parallel        = number
      retries         = number
      on_failure_arn  = optional(string)
      start_at        = optional(string)
    }))
  }))

  validation {
    condition     = alltrue([for mapping in var.mappings : contains(keys(var.functions), mapping.function)])
    error_message = "What is read is read for one of the system's own functions."
  }

  validation {
    condition = alltrue([
      for mapping in var.mappings : !contains(keys(var.functions), mapping.function) ? false :
      contains(var.functions[mapping.function].consumes, mapping.source_arn)
    ])
    error_message = "A function may read what is read for it: `consumes` says so."
  }
}
