"""`python -m onetext`."""

from onetext.cli import main

main()
