variable "buffer" {
  description = "The queue, and how many messages the function is given at once."
  type = object({
    batch_size = number
    queue = object({
      name                       = string
      arn                        = string
      keep_seconds               = number
      visibility_timeout_seconds = number
      max_receives               = number
      senders = map(object({
        via     = string
        arn     = string
        account = string
      }))
      dead_letters_arn = optional(string)
      protected        = bool
    })
  })

  validation {
    condition     = var.buffer.batch_size >= 1 && var.buffer.batch_size <= 10
    error_message = "A batch has 1 to 10 messages; a larger one needs a batching window, which the mesh does not have."
  }
}

variable "function_arn" {
  description = "The function that handles what the queue holds."
  type        = string

  validation {
    condition     = can(regex("^arn:aws:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64}$", var.function_arn))
    error_message = "\"${var.function_arn}\" is not the ARN of a function."
  }
}
