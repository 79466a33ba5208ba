"""What a local run and the tests need: an environment, a PostgreSQL, processes that end together."""
