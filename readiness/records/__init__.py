"""What is kept: one table of checks, and the only queries that touch it."""
