"""SNS: topics that take messages and hand them to queues and functions. moto keeps what is made, and delivers nothing.

To be read in the order of a message's life: `publish_api` takes Publish and PublishBatch, `publishing` and
`message_attributes` check what is published, `topics` hands it to each subscription, `fifo` knows what came before;
`subscriptions` says who wants it, `deliveries` tries, and tries again by `retries`, `endpoints` does it once, with what
`notifications` makes of the message and `signatures` signs; `event_target` takes EventBridge's events. `refusals` has SNS's
words; `control` is about what is made.
"""
