"""The addresses of accounts. Of allauth's only those that are wanted here: no sign-up, no change of address."""

from allauth.account import views as allauth
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from onetext.web.accounts import desk, token_pages, welcome

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", desk.sessions, name="usersessions_list"),
    path("sessions/end/", desk.sign_out_everywhere, name="sign_out_everywhere"),
    path("tokens/", token_pages.show, name="tokens"),
    path("tokens/<int:number>/revoke/", token_pages.revoke, name="revoke_token"),
    path("invitation/<str:secret>/", welcome.invitation, name="invitation"),
]
if settings.MAIL_IS_SENT:
    urlpatterns += [
        path("password/reset/", allauth.password_reset, name="account_reset_password"),
        path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    ]
if "allauth.socialaccount" in settings.INSTALLED_APPS:
    from onetext.web.accounts import sign_in_service

    urlpatterns += [
        path("service/", include("allauth.socialaccount.urls")),
        path("service/oidc/<str:provider_id>/login/", sign_in_service.begin, name="openid_connect_login"),
        path(
            "service/oidc/<str:provider_id>/login/callback/", sign_in_service.come_back, name="openid_connect_callback"
        ),
    ]
if settings.PLACE.demo:
    from onetext.web.accounts import demo

    urlpatterns += [path("demo/<str:signed>/", demo.enter, name="demo")]
