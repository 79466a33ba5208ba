"""Every claim about speed, as a command: see docs/performance.md."""
