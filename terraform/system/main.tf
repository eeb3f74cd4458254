# One system in its account: its channels, its functions and what subscribes to them. Applied before the routes that deliver
# here. Its bus, its log groups, mappings and schedules have files of their own. The keys are "<service>/<name>", so that an
# address names the service it belongs to.

# Dead letters stand at addresses of their own: they outlive a change from a buffer to none.
module "dead_letters" {
  source   = "../../modules/dead-letters"
  for_each = var.dead_letters

  dead_letters = each.value
}

module "queue_dead_letters" {
  source   = "../../modules/dead-letters"
  for_each = var.queues

  dead_letters = each.value.dead_letters
}

module "function_dead_letters" {
  source   = "../../modules/dead-letters"
  for_each = { for key, function in var.functions : key => function.dead_letters if function.dead_letters != null }

  dead_letters = each.value
}

# A function has one of its own, and it stays for as long as the function does.
module "idempotency_table" {
  source   = "../../modules/idempotency-table"
  for_each = { for key, function in var.functions : key => function.table if function.table != null }

  table = each.value
}

# SQS and Lambda refuse dead letters that are not there yet: the modules' outputs make the others wait for them.
module "function" {
  source   = "../../modules/function"
  for_each = var.functions

  function = merge(each.value, {
    dead_letters_arn = each.value.dead_letters == null ? null : module.function_dead_letters[each.key].arn
    on_failure_arns = distinct(compact(flatten([
      for mapping in var.mappings : mapping.stream[*].on_failure_arn if mapping.function == each.key
    ])))
    table = each.value.table == null ? null : { name = each.value.table.name, arn = module.idempotency_table[each.key].arn }
  })
}

module "queue" {
  source   = "../../modules/queue"
  for_each = var.queues

  queue = merge(each.value.queue, { dead_letters_arn = module.queue_dead_letters[each.key].arn })
}

module "topic" {
  source   = "../../modules/topic"
  for_each = var.topics

  topic = each.value
}

module "stream" {
  source   = "../../modules/stream"
  for_each = var.streams

  stream = each.value
}

# Both ends and the dead letters are there before, and grant what is needed: SNS asks for neither and would deliver nothing.
module "topic_subscription" {
  source   = "../../modules/topic-subscription"
  for_each = var.topic_subscriptions

  topic_subscription = each.value

  depends_on = [module.topic, module.function, module.queue, module.dead_letters]
}

# What it uses is named by ARN and need not be there yet: a state asks for it when it gets there.
module "workflow" {
  source   = "../../modules/workflow"
  for_each = var.workflows

  workflow = each.value
}

module "buffer" {
  source   = "../../modules/buffer"
  for_each = var.buffers

  buffer = merge(each.value, {
    queue = merge(each.value.queue, {
      dead_letters_arn = each.value.queue.dead_letters_arn == null ? null : module.dead_letters[each.key].arn
    })
  })
  function_arn = module.function[each.value.function].arn
}

module "route" {
  source   = "../../modules/route"
  for_each = var.routes

  route = each.value

  # All ARNs are literal and order nothing.
  depends_on = [
    aws_cloudwatch_event_bus.local, module.bus, module.function, module.queue, module.topic, module.buffer, module.dead_letters,
    module.stream, module.log, module.log_policy, module.workflow,
  ]
}
