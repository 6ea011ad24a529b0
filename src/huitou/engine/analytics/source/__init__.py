"""The events that a query reads: one question to the log, answered by DuckDB or by Spark."""
