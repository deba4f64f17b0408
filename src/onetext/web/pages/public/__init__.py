"""The public record: statements, claims, events and papers, each with its source."""
