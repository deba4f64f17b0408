"""The addresses. Every page and every door of a negotiation has its own, made from what the rooms declare."""

from django.urls import URLPattern, URLResolver, include, path

from onetext.web import views
from onetext.web.live import entrance
from onetext.web.pages import every_page


def _pages() -> list[URLPattern]:
    return [
        path(f"n/<slug:slug>/{one.path}{'/' if one.path else ''}", views.show, {"page": one}, name=f"page-{one.name}")
        for one in every_page()
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("n/<slug:slug>/do/<slug:name>/", views.door, name="door"),
    path("n/<slug:slug>/live/", entrance.stream, name="live"),
    *_pages(),
]
