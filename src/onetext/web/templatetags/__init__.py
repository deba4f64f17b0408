"""What templates know beyond Django's own words."""
