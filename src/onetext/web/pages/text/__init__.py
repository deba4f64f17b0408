"""The one text: its page and a point's, whose words each passage holds, and how words and brackets are drawn."""
