"""The API: every page as data, acts handed in, the record to take away; described in OpenAPI from the same types."""
