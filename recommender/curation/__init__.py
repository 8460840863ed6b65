"""From provisions extracted from fed documents to bundle drafts that a curator can settle."""
