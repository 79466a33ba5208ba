"""The team's pages."""

from django.urls import path

from moderation.views import concerns, intake, parts, queue, record, review, sign_in, support

app_name = "moderation"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("second-step/", sign_in.add_second_step, name="second-step"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("queue/", queue.queue, name="queue"),
    path("take/", queue.take_next, name="take-next"),
    path("take/<uuid:uuid>/", queue.take, name="take"),
    path("undo/<uuid:uuid>/", queue.undo, name="undo"),
    path("review/<uuid:uuid>/", review.review, name="review"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/<uuid:uuid>/", concerns.concern, name="concern"),
    path("intake/", intake.intake, name="intake"),
    path("support/", support.support, name="support"),
    path("support/new/", support.support_new, name="support-new"),
    path("support/<slug:key>/", support.support_entry, name="support-entry"),
    path("record/", record.record, name="record"),
    path("parts/", parts.parts, name="parts"),
]
