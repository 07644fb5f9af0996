"""Commands of the front door that have a file of their own."""
