# The same in every root.

variable "stack" {
  description = "Where this root is applied: mesh, stage, the stack's own name, Region and account. tags: on every resource."
  type = object({
    mesh    = string
    stage   = string
    name    = string
    region  = string
    account = string
    tags    = map(string)
  })

  validation {
    condition = alltrue([
      for name in [var.stack.mesh, var.stack.stage, var.stack.name, var.stack.region] : can(regex("^[a-z][a-z0-9-]*$", name))
    ])
    error_message = "Mesh, stage, stack and Region are named in kebab-case."
  }

  validation {
    condition     = can(regex("^[0-9]{12}$", var.stack.account))
    error_message = "\"${var.stack.account}\" is not an account: a number of 12 digits."
  }
}

variable "role" {
  description = <<-EOT
    The name of the role to assume in the account; null to use the credentials at hand. It is in no plan, so that what one
    role has planned another one can apply.
  EOT
  type        = string
  default     = null
  ephemeral   = true

  validation {
    condition     = alltrue([for name in var.role[*] : can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", name))])
    error_message = "The role is named without its account and path."
  }
}
