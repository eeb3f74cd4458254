# The routes of a stage, in the hub's account. Applied last: EventBridge refuses targets that do not accept it yet.

module "route" {
  source   = "../../modules/route"
  for_each = var.routes

  route = each.value
}
