"""SourceDocument → headings, segments, clauses, award criteria, and the document as a whole."""
