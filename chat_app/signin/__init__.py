"""Signing in with OpenID Connect: who somebody is, how long for, and what they may read.

The provider (Entra ID, Google Workspace, Keycloak …) says who somebody is; from then on
Kilde's own session table decides. `SignIn` is made once a process: its `routes` are the
addresses of signing in and out, its `visitor` tells whose session a cookie is, and asks the
provider again for groups older than five minutes. `Doorway` keeps out who has no session.
"""

from chat_app.signin.doorway import Doorway
from chat_app.signin.provider import Provider, ProviderError
from chat_app.signin.signin import SignIn

__all__ = ["Doorway", "Provider", "ProviderError", "SignIn"]
