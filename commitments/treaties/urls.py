"""The addresses of treaties and of a State's treaty record."""

from django.urls import path

from commitments.treaties import views

app_name = "treaties"

urlpatterns = [
    path("treaties/", views.treaties, name="treaties"),
    path("treaties/matrix/", views.matrix, name="matrix"),
    path("treaties/<slug:key>/", views.treaty, name="treaty"),
    path("states/<slug:code>/treaties/", views.record, name="record"),
]
