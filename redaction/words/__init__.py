"""The lists that the rules lean on, and the script that builds them from their sources."""
