# The hub of a stage. Applied first: the systems publish on it, the routes hang on it.

module "hub" {
  source = "../../modules/hub"

  bus = var.bus
}
