"""What is found out about events: sent, simulated, recorded, followed; and about patterns. Values only, in any order."""
