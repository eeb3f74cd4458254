# The same in every root. No endpoints block, ever: it makes each plan 7 s slower (AWS_ENDPOINT_URL does its work).

provider "aws" {
  region              = var.stack.region
  allowed_account_ids = [var.stack.account]

  dynamic "assume_role" {
    for_each = var.role[*]
    content {
      role_arn     = "arn:aws:iam::${var.stack.account}:role/${assume_role.value}"
      session_name = "meshctl-${var.stack.name}"
    }
  }

  default_tags {
    tags = merge(var.stack.tags, {
      mesh  = var.stack.mesh
      stage = var.stack.stage
      stack = var.stack.name
    })
  }
}
