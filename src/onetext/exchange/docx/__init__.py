"""Word files in and out: Office Open XML (ISO/IEC 29500), transitional and strict."""
