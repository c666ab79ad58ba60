"""To an organization's own sign-in and back. Links lead there, and no form: our pages let forms go nowhere else."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from commitments.access.fresh import is_fresh
from commitments.access.guards import ActedRequest, SignedInRequest, public, signed_in
from commitments.access.models import User
from commitments.access.organizations import people, session
from commitments.access.organizations.asking import AGAIN, SIGN_IN, Answer, answered, way
from commitments.access.organizations.known import Organization, named
from commitments.access.organizations.refusals import NotConfirmed, SignInRefused
from commitments.web.rendering import render_page

PAGE = "commitments/access/organization_again.html"


@require_safe
@public
def organization_sign_in(request: ActedRequest, key: str) -> HttpResponse:
    """Lead somebody who is not signed in to his organization."""
    if request.actor.is_signed_in:
        return redirect(get_adapter(request).get_login_redirect_url(request))
    return _led(request, _known(key), SIGN_IN)


@require_safe
@signed_in
def organization_ask(request: SignedInRequest, key: str) -> HttpResponse:
    """Lead whom it signed in to it once more: it asks again, however short ago it was."""
    return _led(request, _own(request, key), AGAIN)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def organization_again(request: SignedInRequest, key: str) -> HttpResponse:
    """Says why it is asked again; afterwards, what was asked for is done by a button."""
    organization = _own(request, key)
    onwards = get_next_redirect_url(request) or ""
    if request.method == "POST" and is_fresh(request):
        done: HttpResponse = resume_request(request) or HttpResponseRedirect(onwards or "/")
        return done
    context = {"organization": organization, "onwards": onwards, "is_shown": is_fresh(request)}
    return render_page(request, PAGE, context)


@require_safe
@public
def organization_answer(request: ActedRequest, key: str) -> HttpResponse:
    """The person comes back from his organization, with its word for who he is."""
    organization = _known(key)
    if limited := _too_often(request):
        return limited
    try:
        answer = answered(request, organization)
        end = _again if answer.purpose == AGAIN else _sign_in
        return end(request, answer, organization)
    except SignInRefused as refusal:
        return _refused(request, refusal, organization)


def _sign_in(request: ActedRequest, answer: Answer, organization: Organization) -> HttpResponse:
    if request.actor.is_signed_in:
        raise NotConfirmed(organization)
    user = people.person_of(answer, organization, now=timezone.now())
    session.record(request, user, answer, organization)
    done: HttpResponse = perform_login(request, user, redirect_url=answer.onwards or None)
    return done


def _again(request: ActedRequest, answer: Answer, organization: Organization) -> HttpResponse:
    user = request.user
    if not isinstance(user, User) or not people.is_tied(user, answer, organization):
        raise NotConfirmed(organization)
    session.record(request, user, answer, organization)
    return HttpResponseRedirect(_page_of(organization, answer.onwards))


def _led(request: HttpRequest, organization: Organization, purpose: str) -> HttpResponse:
    if limited := _too_often(request):
        return limited
    try:
        onwards = get_next_redirect_url(request) or ""
        return HttpResponseRedirect(way(request, organization, purpose=purpose, onwards=onwards))
    except SignInRefused as refusal:
        return _refused(request, refusal, organization)


def _too_often(request: HttpRequest) -> HttpResponse | None:
    limited: HttpResponse | None = consume_or_429(request, action="organization", limit_get=True)
    return limited


def _refused(request: HttpRequest, refusal: SignInRefused, organization: Organization) -> HttpResponse:
    messages.error(request, str(refusal))
    if not request.user.is_authenticated:
        return redirect("account_login")
    asks_again = session.came_by(request, request.user) == organization
    return redirect(_page_of(organization, "") if asks_again else "/")


def _page_of(organization: Organization, onwards: str) -> str:
    query = f"?{urlencode({'next': onwards})}" if onwards else ""
    return reverse("access:organization_again", args=[organization.id]) + query


def _known(key: str) -> Organization:
    if organization := named(key):
        return organization
    raise Http404


def _own(request: SignedInRequest, key: str) -> Organization:
    organization = session.came_by(request, request.user)
    if organization is None or organization.id != key:
        raise Http404
    return organization
