"""Addresses of search."""

from django.urls import path

from commitments.search import views

app_name = "search"
urlpatterns = [path("search/", views.search, name="search")]
