"""The team's pages."""

from django.urls import path

from moderation.views import (
    concerns,
    invitation,
    key,
    parts,
    people,
    person,
    queue,
    record,
    review,
    sign_in,
    you,
)

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
    path("record/", record.record, name="record"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<uuid:uuid>/take-back/", people.take_back, name="take-invitation-back"),
    path("people/leave/", person.leave, name="leave-team"),
    path("people/key/", key.key, name="key"),
    path("people/<uuid:uuid>/", person.person, name="person"),
    path("people/<uuid:uuid>/let-in/", people.let_in, name="let-in"),
    path("people/<uuid:uuid>/role/", person.change_role, name="change-role"),
    path("people/<uuid:uuid>/new-password/", person.new_password, name="new-password"),
    path("people/<uuid:uuid>/second-step/", person.forget_second_step, name="forget-second-step"),
    path("invitation/<str:token>/", invitation.accept, name="invitation"),
    path("you/", you.you, name="you"),
    path("you/password/", you.change_password, name="change-password"),
    path("you/second-step/", you.new_app, name="new-app"),
    path("you/paper-codes/", you.paper_codes, name="paper-codes"),
    path("you/sessions/<uuid:uuid>/", you.end_session, name="end-session"),
    path("you/sign-out-everywhere/", you.sign_out_everywhere, name="sign-out-everywhere"),
    path("parts/", parts.parts, name="parts"),
]
