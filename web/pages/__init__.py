"""The buyers' pages: form in, suggestions out, nothing kept."""
