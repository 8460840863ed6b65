"""A draft's passages → what in them may be unlawful, or binds nobody, with the words that show it."""
