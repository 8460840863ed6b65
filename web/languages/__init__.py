"""The languages of the pages: French first, English second; what the program words in French said in the other."""
