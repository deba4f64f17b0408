"""From where on the network a request comes."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """The caller's address: what the proxy says where the server stands behind one, else the other end of the line.

    "" for what the program asks itself, without a line.
    """
    if "REMOTE_ADDR" not in request.META:
        return ""
    return str(get_adapter().get_client_ip(request))
