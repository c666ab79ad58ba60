"""Addresses of workbooks, beside the desk they are of."""

from django.urls import path

from commitments.submissions.urls import PLACE
from commitments.workbooks import views

app_name = "workbooks"
WORKBOOK = PLACE + "workbook/"

urlpatterns = [
    path(WORKBOOK, views.workbook, name="workbook"),
    path(WORKBOOK + "file", views.file, name="file"),
    path(WORKBOOK + "<uuid:public_id>/", views.returned, name="returned"),
    path(WORKBOOK + "<uuid:public_id>/throw-away/", views.throw_away, name="throw_away"),
]
