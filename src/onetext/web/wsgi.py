"""Django, for the threads that answer requests."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onetext.web.settings")
application = get_wsgi_application()
