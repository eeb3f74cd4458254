"""Lambda's calls on what belongs to a function, answered as by Lambda where moto's answers differ. Each changes moto's class.

To be read in this order: `asked` says which function, version or alias a call is about; `function_api` refuses what is too
large, `listing_api` lists functions, `alias_api`, `permission_api`, `tag_api`,
`concurrency_api` and `event_config_api` keep what is said of it. `install` puts them in the place of moto's.
"""
