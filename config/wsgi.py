"""What granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from config import refusals
from config.errors import quietly

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
with refusals.in_one_line():
    application = quietly(get_wsgi_application())
    refusals.refuse()
