"""What the provider says of a person, read from the tests' file at every question."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from oauth2_provider.oauth2_validators import OAuth2Validator

from tests.chat_app.signin.provider import people


class Validator(OAuth2Validator):  # type: ignore[misc]
    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        return people(settings.FOLDER).get(request.user.username, {})

    def validate_refresh_token(self, token: str, client: Any, request: Any, *args: Any) -> bool:
        known: bool = super().validate_refresh_token(token, client, request, *args)
        return known and request.user.username in people(settings.FOLDER)
