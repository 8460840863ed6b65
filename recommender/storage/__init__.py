"""Tables, migrations and the store of the library."""
