# The same in every root.

variable "stack" {
  description = <<-EOT
    Where this root is applied: mesh, stage, the stack's own name, Region and account. deploy_role: the ARN of the role to
    assume there; null to use the credentials at hand. tags: on every resource.
  EOT
  type = object({
    mesh        = string
    stage       = string
    name        = string
    region      = string
    account     = string
    deploy_role = optional(string)
    tags        = map(string)
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

  validation {
    condition = alltrue([
      for role in var.stack.deploy_role[*] : can(regex("^arn:aws:iam::${var.stack.account}:role/.+$", role))
    ])
    error_message = "The deploy role must be the ARN of a role of the account ${var.stack.account}."
  }
}
