"""DynamoDB, as far as functions remember in it what they have handled. moto loads it when the first call comes, and so is this.

Read `table_api`, which stands before moto's calls: which there are, who may, and one after the other; `expired_items` lets items go
by AWS's time.
"""
