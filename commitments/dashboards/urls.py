"""Addresses of the pages that add up; they stay."""

from django.urls import path

from commitments.dashboards import styleguide
from commitments.dashboards.views import changes, figures, reading, recommendations, states

app_name = "dashboards"

urlpatterns = [
    path("", reading.overview, name="overview"),
    path("texts/", reading.texts, name="texts"),
    path("texts/<slug:slug>/", reading.text, name="text"),
    path("texts/<slug:slug>/<slug:reference>/", reading.paragraph, name="paragraph"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("obligations/", reading.obligations, name="obligations"),
    path("obligations/<slug:reference>/", reading.obligation, name="obligation"),
    path("states/", states.states, name="states"),
    path("states/<slug:code>/", states.state, name="state"),
    path("dashboard/", figures.dashboard, name="dashboard"),
    path("dashboard/matrix/", figures.matrix, name="matrix"),
    path("dashboard/records/", figures.dashboard_records, name="dashboard_records"),
    path("dashboard/changes/", changes.dashboard_changes, name="dashboard_changes"),
    path("records/", figures.records, name="records"),
    path("changes/", changes.changes, name="changes"),
    *styleguide.urlpatterns,
]
