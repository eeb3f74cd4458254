"""What other services of AWS take of patterns: less than EventBridge. Each refuses what its service does, and matches nothing.

`topic_policies` is SNS's filter policies, `mapping_filters` what Lambda's mappings filter by; `written_items` is what both walk through.
"""
