"""Addresses of receipts."""

from django.urls import path

from commitments.receipts import views

app_name = "receipts"

urlpatterns = [
    path("receipts/verify/", views.verify, name="verify"),
    path("receipts/<uuid:public_id>/", views.receipt, name="receipt"),
    path("receipts/<uuid:public_id>/receipt.json", views.statement, name="statement"),
    path("receipts/<uuid:public_id>/receipt.pdf", views.paper, name="paper"),
]
