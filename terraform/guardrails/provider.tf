# The same in every root. No endpoints block, ever: it makes each plan 7 s slower (AWS_ENDPOINT_URL does its work).

provider "aws" {
  region              = var.stack.region
  allowed_account_ids = [var.stack.account]

  dynamic "assume_role" {
    for_each = var.stack.deploy_role[*]
    content {
      role_arn     = assume_role.value
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
