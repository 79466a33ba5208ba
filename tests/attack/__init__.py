"""What somebody tries who means harm; docs/attacks.md lists every attack with the test that shows it."""
