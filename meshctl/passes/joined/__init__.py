"""What stands together of two generations: the settings of one part, the grants of both. Pure; knows no order.

Read `grants` (which a part has by name), then `systems` and `hubs`, the parts that have them.
"""
