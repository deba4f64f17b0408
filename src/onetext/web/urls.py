"""The addresses. Every page and every door of a negotiation has its own, made from what the rooms declare."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from onetext.web import evidence, views
from onetext.web.accounts import desk, places
from onetext.web.api import answering
from onetext.web.live import entrance
from onetext.web.pages import every_download, every_page


def _pages() -> list[URLPattern]:
    return [
        path(f"n/<slug:slug>/{one.path}{'/' if one.path else ''}", views.show, {"page": one}, name=f"page-{one.name}")
        for one in every_page()
    ]


def _downloads() -> list[URLPattern]:
    return [
        path(f"n/<slug:slug>/{one.path}", views.download, {"file": one}, name=f"download-{one.name}")
        for one in every_download()
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("accounts/", include("onetext.web.accounts.urls")),
    path("settings/", desk.preferences, name="settings"),
    path("language/", set_language, name="set_language"),
    path("n/<slug:slug>/places/", places.places, name="places"),
    path("n/<slug:slug>/places/<int:number>/withdraw/", places.withdraw, name="withdraw_invitation"),
    path("n/<slug:slug>/places/<int:number>/end/", places.end, name="end_place"),
    path("n/<slug:slug>/seen/", views.mark_seen, name="seen"),
    path("n/<slug:slug>/do/<slug:name>/", views.door, name="door"),
    path("n/<slug:slug>/live/", entrance.stream, name="live"),
    path("n/<slug:slug>/record/export.jsonl", evidence.export, name="export"),
    path("n/<slug:slug>/record/heads.txt", evidence.heads, name="heads"),
    path("n/<slug:slug>/record/verify/", evidence.verify, name="verify"),
    *_downloads(),
    *_pages(),
    *answering.urls(),
]
