variable "table" {
  description = "The table, named by its function, which alone may use it."
  type        = object({ name = string, arn = string })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{3,64}$", var.table.name))
    error_message = "\"${var.table.name}\" is not a name: 3 to 64 letters, digits, \"_\" and \"-\"."
  }

  validation {
    condition     = can(regex("^arn:aws:dynamodb:[a-z0-9-]+:[0-9]{12}:table/${var.table.name}$", var.table.arn))
    error_message = "\"${var.table.arn}\" is not the ARN of the table \"${var.table.name}\"."
  }
}
