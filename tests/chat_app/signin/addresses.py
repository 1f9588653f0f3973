"""The provider's addresses: Django OAuth Toolkit's own, and a form to sign in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path

FORM = """<!doctype html><title>Sign in</title><form method="post">
<label>Name <input name="name"></label>
<label>Password <input name="password" type="password"></label><button>Sign in</button></form>"""


def _login(request: HttpRequest) -> Any:
    if request.method == "POST":
        name, password = request.POST.get("name"), request.POST.get("password")
        user = authenticate(request, username=name, password=password)
        if user is not None:
            login(request, user)
            return HttpResponseRedirect(request.GET.get("next", "/"))
    return HttpResponse(FORM)


urlpatterns = [path("login", _login), path("", include("oauth2_provider.urls"))]
