"""SNS's control plane: what is made, kept and told of topics and subscriptions. moto keeps it; nothing here delivers.

To be read in this order: `topic_api` with `topic_attributes`, `subscription_api` with `subscription_attributes` and
`protocols`; `paging` is how both list.
"""
