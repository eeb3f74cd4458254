variable "functions" {
  description = <<-EOT
    The functions, by "<service>/<function>". package: the zip, relative to the stack's directory; package_hash: its
    SHA-256 in base64. publishes: by bus ("hub", "local"), the source and detail-types it may use. consumes: ARNs of the
    queues and streams it reads. invokers: by subscription, the rule (via "service") or the account of the delivery role
    (via "role"), or the topic (via "topic"). writes: what it may do to which channels of the system, on buses under
    `as_source` alone. table: in which it remembers what it has handled.
  EOT
  type = map(object({
    name            = string
    arn             = string
    description     = string
    role            = object({ name = string, arn = string })
    package         = string
    package_hash    = string
    handler         = string
    runtime         = string
    architecture    = string
    memory_mb       = number
    timeout_seconds = number
    log_keep_days   = number
    environment     = map(string)
    publishes       = map(object({ bus_arn = string, source = string, detail_types = list(string) }))
    consumes        = list(string)
    invokers        = map(object({ via = string, arn = string, account = string }))
    writes          = list(object({ action = string, arns = list(string), as_source = optional(string) }))
    dead_letters = optional(object({
      name             = string
      arn              = string
      keep_seconds     = number
      senders          = map(object({ via = string, arn = string, account = string }))
      source_queue_arn = optional(string)
    }))
    table = optional(object({ name = string, arn = string }))
  }))
}

variable "queues" {
  description = "The queues that are channels, by \"<service>/<queue>\", with their dead letters; senders by subscription."
  type = map(object({
    queue = object({
      name                       = string
      arn                        = string
      keep_seconds               = number
      visibility_timeout_seconds = number
      max_receives               = number
      senders                    = map(object({ via = string, arn = string, account = string }))
      dead_letters_arn           = optional(string)
      protected                  = bool
    })
    dead_letters = object({
      name             = string
      arn              = string
      keep_seconds     = number
      senders          = map(object({ via = string, arn = string, account = string }))
      source_queue_arn = optional(string)
    })
  }))

  validation {
    condition     = alltrue([for each in var.queues : each.queue.dead_letters_arn == each.dead_letters.arn])
    error_message = "A queue's unhandled messages go to its own dead letters."
  }

  validation {
    # A dead letter keeps the age it had in the queue, so a shorter time would delete it on arrival.
    condition     = alltrue([for each in var.queues : each.dead_letters.keep_seconds >= each.queue.keep_seconds])
    error_message = "Dead letters must be kept at least as long as the queue keeps its messages."
  }
}

variable "buffers" {
  description = "The queues before functions, by \"<service>/<subscription>\". function: a key of `functions`."
  type = map(object({
    function   = string
    batch_size = number
    queue = object({
      name                       = string
      arn                        = string
      keep_seconds               = number
      visibility_timeout_seconds = number
      max_receives               = number
      senders                    = map(object({ via = string, arn = string, account = string }))
      dead_letters_arn           = optional(string)
      protected                  = bool
    })
  }))

  validation {
    condition     = alltrue([for buffer in var.buffers : contains(keys(var.functions), buffer.function)])
    error_message = "A buffer stands before one of the system's own functions."
  }

  validation {
    condition = alltrue([
      for key, buffer in var.buffers : buffer.queue.dead_letters_arn == null ? true :
      lookup(var.dead_letters, key, null) == null ? false :
      buffer.queue.dead_letters_arn == var.dead_letters[key].arn && var.dead_letters[key].keep_seconds >= buffer.queue.keep_seconds
    ])
    error_message = "A buffer's unhandled messages go to its subscription's dead letters, which keep them at least as long."
  }
}

variable "dead_letters" {
  description = "The dead letters of the subscriptions that keep them, by \"<service>/<subscription>\"."
  type = map(object({
    name             = string
    arn              = string
    keep_seconds     = number
    senders          = map(object({ via = string, arn = string, account = string }))
    source_queue_arn = optional(string)
  }))
}

variable "routes" {
  description = <<-EOT
    The routes on the local bus, by "<service>/<subscription>", and of what AWS services send, by
    "<service>/<subscription> on default", and on further buses, by
    "<service>/<subscription> on further bus <service>/<bus>"; what leads to a topic, a stream or a bus has " to bus <bus>"
    before that. enabled: false for a route that the catalogue has no more.
    They stay in the system's account, so `delivery` and the target's `role_arn` are null, but for streams, workflows and buses.
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
}

variable "topics" {
  description = "The topics, by \"<service>/<topic>\"; senders by subscription."
  type = map(object({
    name    = string
    arn     = string
    senders = map(object({ via = string, arn = string, account = string }))
  }))
}

variable "streams" {
  description = "The streams, by \"<service>/<stream>\"."
  type = map(object({
    name         = string
    arn          = string
    shards       = optional(number)
    keep_seconds = number
  }))
}

variable "topic_subscriptions" {
  description = <<-EOT
    What queues and functions get of topics, by both ends: "<service>/queue <queue> from <service>/<topic>". name: what the
    catalogue calls it, "<service>/<subscription>".
  EOT
  type = map(object({
    name             = string
    topic_arn        = string
    endpoint_arn     = string
    filter_policy    = optional(string)
    dead_letters_arn = optional(string)
  }))

  validation {
    condition     = alltrue([for each in var.topic_subscriptions : contains(values(var.topics)[*].arn, each.topic_arn)])
    error_message = "A subscription is to one of the system's own topics."
  }
}

variable "workflows" {
  description = <<-EOT
    The workflows, by "<service>/<workflow>". definition: JSON text in Amazon States Language. uses: which actions its tasks
    need, on which functions, queues and topics of the system.
  EOT
  type = map(object({
    name          = string
    arn           = string
    role          = object({ name = string, arn = string })
    express       = bool
    definition    = string
    log_keep_days = number
    uses          = list(object({ action = string, arns = list(string) }))
  }))
}
