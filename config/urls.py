"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from moderation.site_data import site as data

# The team's side is in English whatever a visitor reads, and its cookie is for one path.
urlpatterns = [
    path("team/data/", data.urls),
    path("team/", include("moderation.urls")),
    *i18n_patterns(path("", include("testimonies.urls")), prefix_default_language=False),
]
handler400 = "testimonies.views.problems.not_understood"
handler404 = "testimonies.views.problems.not_found"
handler500 = "testimonies.views.problems.server_error"
