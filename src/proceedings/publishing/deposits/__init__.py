"""What registries and archives take: each file valid by the schema of its authority."""
