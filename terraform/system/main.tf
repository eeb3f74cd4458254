# One system in its account: its local bus, its channels and its functions. Applied before the routes that deliver here.
# The keys are "<service>/<name>", so that an address names the service it belongs to.

resource "aws_cloudwatch_event_bus" "local" {
  name        = var.bus.name
  description = var.bus.description
}

module "function" {
  source   = "../../modules/function"
  for_each = var.functions

  function = each.value
}

module "queue" {
  source   = "../../modules/queue"
  for_each = var.queues

  queue = each.value
}

module "buffer" {
  source   = "../../modules/buffer"
  for_each = var.buffers

  buffer       = each.value
  function_arn = module.function[each.value.function].arn
}

module "dead_letters" {
  source   = "../../modules/dead-letters"
  for_each = var.dead_letters

  dead_letters = each.value
}

module "route" {
  source   = "../../modules/route"
  for_each = var.routes

  route = each.value

  # All ARNs are literal and order nothing.
  depends_on = [aws_cloudwatch_event_bus.local, module.function, module.queue, module.buffer, module.dead_letters]
}
