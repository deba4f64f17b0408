"""An OpenID Connect provider on this machine: discovery, keys, authorisation with PKCE, signed ID tokens.

It follows the protocol as a service would. A test may have it do one thing wrong.
"""

import base64
import hashlib
import http.server
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "onetext-here", "a secret: of the client"
Claims = dict[str, Any]


def key() -> rsa.RSAPrivateKey:
    """A new key to sign with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Service:
    """A provider, and who is signed in there. `twist` changes the claims, `signer` signs them in place of its key."""

    address: str = ""
    person: Claims = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=key)
    twist: Callable[[Claims], Claims] = lambda claims: claims
    signed: Callable[[Claims, rsa.RSAPrivateKey], str] = lambda claims, own: jwt.encode(
        claims, own, "RS256", headers={"kid": "one"}
    )
    info: Claims = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def discovery(self) -> Claims:
        at = self.address
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "userinfo_endpoint": f"{at}/userinfo",
            "jwks_uri": f"{at}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> Claims:
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where somebody goes back to: they are signed in here already."""
        self.asked.append(asked)
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str]) -> Claims | None:
        """An ID token for a code, once, to the client that asked for it and knows what it hashed."""
        asked = self.codes.pop(given.get("code", ""), None)
        verifier = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if (
            asked is None
            or (given.get("client_id"), given.get("client_secret")) != (CLIENT, SECRET)
            or given.get("redirect_uri") != asked["redirect_uri"]
            or asked.get("code_challenge_method") != "S256"
            or base64.urlsafe_b64encode(verifier).decode().rstrip("=") != asked.get("code_challenge")
        ):
            self.refused.append("the token")
            return None
        now = int(time.time())
        claims = {
            **self.person,
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked.get("nonce"),
        }
        token = self.signed(self.twist(claims), self.key)
        return {"access_token": "seen", "token_type": "Bearer", "expires_in": 300, "id_token": token}


class _Handler(http.server.BaseHTTPRequestHandler):
    """Its addresses."""

    service: Service

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        said = {name: values[-1] for name, values in parse_qs(query).items()}
        match path:
            case "/.well-known/openid-configuration":
                self._say(self.service.discovery())
            case "/keys":
                self._say(self.service.keys())
            case "/userinfo" if self.headers["Authorization"] == "Bearer seen":
                self._say({**self.service.person, **self.service.info})
            case "/authorize":
                self.send_response(302)
                self.send_header("Location", self.service.authorize(said))
                self.end_headers()
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        found = self.service.token({name: values[-1] for name, values in parse_qs(body).items()})
        self._say(found or {"error": "invalid_grant"}, 200 if found else 400)

    def _say(self, value: Claims, status: int = 200) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_said: object) -> None:
        """Says nothing."""


@contextmanager
def imitated_service() -> Iterator[Service]:
    """A provider that answers until the block ends."""
    service = Service()
    handler = type("Handler", (_Handler,), {"service": service})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    service.address = f"http://127.0.0.1:{urlsplit(f'//127.0.0.1:{server.server_port}').port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
