"""How hard a page is to read: its sentences, their grade after Flesch and Kincaid, and its uncommon words."""
