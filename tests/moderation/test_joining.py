"""From the invitation to being let in, a forgotten password, what people do, and how somebody leaves."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import Settings

from moderation import invitations, membership, people, queue, sessions
from moderation.invitations import Over
from moderation.models import Hold, Invitation, Person, Visit
from testimonies.models import Record
from testimonies.states import State
from tests.moderation.cast import PLAIN_FILES, page, send_one, state_of
from tests.moderation.volunteer import NAME, PASSWORD, QUEUE, SECOND_STEP, SIGN_IN, Browser
from vault import fingerprints, keys, members, rotation, sealing
from vault.keys import Keyring
from vault.models import Holder, TeamKey, TeamKeyBox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
PEOPLE = "/team/people/"
THEIRS = "violet tundra basket 4 compass"


@pytest.fixture(autouse=True)
def _on_ones_own_computer(settings: Settings) -> None:
    settings.STORAGES, settings.CHORUS_SECOND_FACTOR = PLAIN_FILES, False


@pytest.fixture
def wren() -> Person:
    """The first coordinator."""
    people.create_first(NAME, PASSWORD)
    return Person.objects.get()


@pytest.fixture
def browser(wren: Person) -> Browser:
    """Of the first coordinator, signed in."""
    browser = Browser()
    browser.sign_in()
    return browser


def keyring_of(person: Person, password: str = PASSWORD) -> Keyring:
    """What this person opens."""
    return keys.keyring_of(person.uuid, keys.unlock(person.uuid, password))


def join(wren: Person, name: str = "ruth", role: str = "moderator") -> Person:
    """Invited, has chosen a password, was let in."""
    now = timezone.now()
    token = invitations.invite(name, role, by=wren, now=now)
    person = invitations.accept(token, name=name, password=THEIRS, now=now)
    public = next(each.public for each in membership.waiting() if each.person == person)
    membership.let_in(person, public, by=wren, keyring=keyring_of(wren))
    return person


def link_on(html: str) -> str:
    """The address that was shown, as somebody opens it."""
    shown = re.search(r'<p class="link">https?://[^/]+(/[^<]+)</p>', html)
    assert shown
    return shown[1]


def chosen(**other: str) -> dict[str, str]:
    """What somebody who was invited sends."""
    return {"name": "ruth", "password": THEIRS, "again": THEIRS, "written": "on", **other}


def moves() -> list[str]:
    """What the record says about people, whatever the order."""
    return sorted(Record.objects.filter(actor__isnull=False).values_list("move", flat=True))


def test_the_whole_way_from_the_link_to_the_queue(browser: Browser) -> None:
    link = link_on(page(browser.send_on(PEOPLE + "invite/", {"name": "ruth", "role": "moderator"})))
    ruth = Browser()
    assert "Thank you for coming to read with us" in page(ruth.get(link))
    accepted = ruth.send_on(link, chosen())
    assert accepted.url.partition("?")[0] == SIGN_IN and "You can sign in now" in page(ruth.get(accepted.url))
    shown = page(ruth.sign_in("ruth", THEIRS))
    seen = re.findall(r"<li>(\w+)</li>", shown)
    assert len(seen) == 4
    assert ruth.get(QUEUE).status_code == 302
    waiting = page(browser.get(PEOPLE))
    assert re.findall(r"<li>(\w+)</li>", waiting) == seen
    public = re.search(r'name="public" value="(\w+)"', waiting)[1]
    person = Person.objects.get(name="ruth")
    response = browser.send_on(f"{PEOPLE}{person.uuid}/let-in/", {"do": "same", "public": public})
    assert "ruth can open stories now." in page(browser.get(response.url))
    assert ruth.sign_in("ruth", THEIRS).url == QUEUE
    assert ruth.get(QUEUE).status_code == 200
    assert moves() == ["invite", "join", "let in"]


def test_with_the_second_step_the_link_leads_through_it(wren: Person, settings: Settings) -> None:
    settings.CHORUS_SECOND_FACTOR = True
    token = invitations.invite("ruth", "moderator", by=wren, now=timezone.now())
    assert Browser().send_on(f"/team/invitation/{token}/", chosen()).url == SECOND_STEP


def test_looking_at_a_link_uses_nothing_up_and_using_it_does(wren: Person) -> None:
    link = f"/team/invitation/{invitations.invite('ruth', 'moderator', by=wren, now=timezone.now())}/"
    for _ in range(3):
        assert Browser().get(link).status_code == 200
        assert Browser().head(link).status_code == 200
    assert Browser().send_on(link, chosen()).status_code == 302
    assert Browser().get(link).status_code == 410
    # Without the token of a form nothing is sent: an old page that is still open is a page that was there.
    old = Browser()
    old.get(SIGN_IN)
    sent = chosen() | {"csrfmiddlewaretoken": old.cookies["form"].value}
    assert old.post(link, sent).status_code == 410
    assert Person.objects.count() == 2


@pytest.mark.parametrize("on", [True, False])
def test_what_the_pages_promise_of_codes_and_hours_is_as_the_site_is_set(
    wren: Person, settings: Settings, on: bool
) -> None:
    settings.CHORUS_SECOND_FACTOR, settings.CHORUS_GROUPS_AT_ONCE = on, not on
    settings.CHORUS_UNDO = timedelta(hours=on)
    token = invitations.invite("ruth", "moderator", by=wren, now=timezone.now())
    seen = page(Browser().get(f"/team/invitation/{token}/"))
    assert ("Add the six-digit code" in seen) == on
    assert ("This site is set for trying it out" in seen) == (not on)
    assert ("Signing in takes no six-digit code." in seen) == (not on)


def test_a_link_ends_after_two_days(wren: Person) -> None:
    now = timezone.now()
    token = invitations.invite("ruth", "moderator", by=wren, now=now)
    assert invitations.find(token, now + timedelta(hours=47, minutes=59)).name == "ruth"
    with pytest.raises(Over):
        invitations.accept(token, name="ruth", password=THEIRS, now=now + timedelta(hours=48))
    invitations.sweep(now + timedelta(hours=48))
    assert not Invitation.objects.exists()


def test_a_link_that_was_taken_back_ends_at_once(browser: Browser, wren: Person) -> None:
    token = invitations.invite("ruth", "moderator", by=wren, now=timezone.now())
    browser.send_on(f"{PEOPLE}invitations/{Invitation.objects.get().uuid}/take-back/")
    assert Browser().get(f"/team/invitation/{token}/").status_code == 410


def test_the_database_does_not_hold_the_link(wren: Person) -> None:
    token = invitations.invite("ruth", "moderator", by=wren, now=timezone.now())
    assert token not in str(list(Invitation.objects.values_list()))


@pytest.mark.parametrize("name", ["wren", "WREN", " wren "])
def test_a_name_is_given_once_whatever_its_case(wren: Person, name: str) -> None:
    with pytest.raises(ValidationError):
        invitations.invite(name, "moderator", by=wren, now=timezone.now())
    token = invitations.invite("ruth", "moderator", by=wren, now=timezone.now())
    with pytest.raises(ValidationError):
        invitations.accept(token, name=name, password=THEIRS, now=timezone.now())
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"again": "something else 123"}, "The two are not the same."),
        ({"written": ""}, "Write the password down first"),
        ({"name": ""}, "Type the name you chose here."),
        ({"password": "ruthruthruthruth", "again": "ruthruthruthruth"}, "This password can be guessed."),
        ({"password": "short", "again": "short"}, "at least 14 characters"),
        ({"name": "Wren"}, "Somebody here has this name."),
    ],
)
def test_what_is_wrong_is_said_and_the_link_still_works(
    wren: Person, wrong: dict[str, str], said: str
) -> None:
    link = f"/team/invitation/{invitations.invite('ruth', 'moderator', by=wren, now=timezone.now())}/"
    shown = page(Browser().send_on(link, chosen(**wrong)))
    assert said in shown
    assert THEIRS not in shown
    assert Browser().send_on(link, chosen()).status_code == 302


def test_an_invitation_opens_no_story_before_its_person_is_let_in(wren: Person) -> None:
    token = invitations.invite("ruth", "moderator", by=wren, now=timezone.now())
    person = invitations.accept(token, name="ruth", password=THEIRS, now=timezone.now())
    with pytest.raises(keys.VaultClosed):
        keyring_of(person, THEIRS)
    assert keys.holders_who_can_open() == 1


def test_the_four_words_are_those_of_the_pair_that_the_password_opens(wren: Person) -> None:
    token = invitations.invite("ruth", "moderator", by=wren, now=timezone.now())
    person = invitations.accept(token, name="ruth", password=THEIRS, now=timezone.now())
    private = keys.unlock(person.uuid, THEIRS)
    # Somebody with the database puts their own public half in the place of ruth's.
    _thiefs, public = sealing.new_pair()
    Holder.objects.filter(uuid=person.uuid).update(public=public)
    with pytest.raises(people.NotLetIn) as told:
        people.open_vault(person, THEIRS)
    assert told.value.words == fingerprints.words_of(sealing.public_of(private))
    assert membership.waiting()[0].words != told.value.words


def test_a_pair_that_changed_after_the_words_were_compared_is_not_let_in(
    browser: Browser, wren: Person
) -> None:
    token = invitations.invite("ruth", "moderator", by=wren, now=timezone.now())
    person = invitations.accept(token, name="ruth", password=THEIRS, now=timezone.now())
    compared = membership.waiting()[0].public
    _thiefs, public = sealing.new_pair()
    Holder.objects.filter(uuid=person.uuid).update(public=public)
    response = browser.send_on(f"{PEOPLE}{person.uuid}/let-in/", {"do": "same", "public": compared})
    assert "are others now" in page(browser.get(response.url))
    assert not TeamKeyBox.objects.filter(holder=person.uuid).exists()
    for nonsense in ("", "zz", "00"):
        with pytest.raises(members.AnotherKey):
            membership.let_in(person, nonsense, by=wren, keyring=keyring_of(wren))


def test_a_button_that_is_not_there_puts_nobody_out(browser: Browser, wren: Person) -> None:
    token = invitations.invite("ruth", "moderator", by=wren, now=timezone.now())
    person = invitations.accept(token, name="ruth", password=THEIRS, now=timezone.now())
    for made_up in ({"do": "sam"}, {}):
        assert browser.send_on(f"{PEOPLE}{person.uuid}/let-in/", made_up).status_code == 400
    assert Holder.objects.filter(uuid=person.uuid).exists()
    assert "refuse to let in" not in moves()


def test_different_words_end_it(browser: Browser, wren: Person) -> None:
    token = invitations.invite("ruth", "moderator", by=wren, now=timezone.now())
    person = invitations.accept(token, name="ruth", password=THEIRS, now=timezone.now())
    browser.send_on(f"{PEOPLE}{person.uuid}/let-in/", {"do": "different"})
    assert Browser().sign_in("ruth", THEIRS).status_code == 403
    assert not Holder.objects.filter(uuid=person.uuid).exists()
    assert "refuse to let in" in moves()


def test_whoever_is_inside_already_is_not_put_out_by_that_button(browser: Browser, wren: Person) -> None:
    ruth = join(wren)
    browser.send_on(f"{PEOPLE}{ruth.uuid}/let-in/", {"do": "different"})
    assert keyring_of(ruth, THEIRS)


def test_a_forgotten_password_is_chosen_again_and_let_in_again(browser: Browser, wren: Person) -> None:
    ruth = join(wren)
    link = link_on(page(browser.send_on(f"{PEOPLE}{ruth.uuid}/new-password/")))
    # Until the link is used, the old one works.
    other = Browser()
    assert other.sign_in("ruth", THEIRS).url == QUEUE
    new = "lantern meadow 9 harbour kettle"
    ruths = Browser()
    assert "A new password" in page(ruths.get(link))
    assert ruths.send_on(link, {"password": new, "again": new, "written": "on"}).url == SIGN_IN + "?joined"
    assert other.get(QUEUE).status_code == 302
    assert ruths.sign_in("ruth", THEIRS).status_code == 403
    assert "Your four words" in page(ruths.sign_in("ruth", new))
    public = membership.waiting()[0].public
    membership.let_in(ruth, public, by=wren, keyring=keyring_of(wren))
    assert ruths.sign_in("ruth", new).url == QUEUE
    assert Person.objects.filter(name="ruth").count() == 1


def test_who_forgot_a_password_is_not_put_out_of_the_team_by_different_words(wren: Person) -> None:
    ruth = join(wren)
    token = invitations.invite_back(ruth, by=wren, now=timezone.now())
    invitations.accept(token, name="", password=PASSWORD, now=timezone.now())
    membership.refuse(ruth, by=wren)
    ruth.refresh_from_db()
    assert ruth.is_active


def test_nobody_makes_a_link_for_themselves(browser: Browser, wren: Person) -> None:
    assert "said=oneself" in browser.send_on(f"{PEOPLE}{wren.uuid}/new-password/").url
    assert not Invitation.objects.exists()


def test_who_leaves_opens_nothing_more_and_what_they_held_goes_back(browser: Browser, wren: Person) -> None:
    ruth = join(wren)
    copied = keyring_of(ruth, THEIRS)
    theirs = Browser()
    theirs.sign_in("ruth", THEIRS)
    sent = send_one()
    queue.take(ruth, sent.testimony.uuid, timezone.now())
    asked = page(browser.get(f"{PEOPLE}leave/?who={ruth.uuid}"))
    assert "End the access of ruth?" in asked
    assert theirs.get(QUEUE).status_code == 200
    assert browser.send_on(PEOPLE + "leave/", {"who": str(ruth.uuid)}).url == PEOPLE + "key/"
    assert theirs.get(QUEUE).status_code == 302
    assert theirs.sign_in("ruth", THEIRS).status_code == 403
    assert state_of(sent) == State.RECEIVED
    assert not Hold.objects.exists()
    assert not Holder.objects.filter(uuid=ruth.uuid).exists()
    later = send_one()
    with pytest.raises(sealing.Unsealable):
        Keyring(ruth.uuid, copied.privates).open_data_key(later.testimony.data_key)
    assert {"end access", "change the key"} <= set(moves())


def test_the_key_page_ends_what_leaving_began(browser: Browser, wren: Person) -> None:
    ruth, sent = join(wren), send_one()
    browser.send_on(PEOPLE + "leave/", {"who": str(ruth.uuid)})
    assert "The key is changing." in page(browser.get(PEOPLE + "key/"))
    assert "still changing" in page(browser.get(PEOPLE))
    browser.send_on(PEOPLE + "key/")
    assert not rotation.is_running()
    assert "only those who are here have it" in page(browser.get(PEOPLE + "key/"))
    assert "key is changed" in moves()
    sent.testimony.data_key.refresh_from_db()
    assert sent.testimony.data_key.generation == 2
    assert browser.get(QUEUE).status_code == 200


def test_the_key_can_be_changed_without_anybody_leaving_and_once_at_a_time(
    browser: Browser, wren: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_one()
    monkeypatch.setattr("moderation.views.key.SECONDS", -1)
    for _ in range(2):
        browser.send_on(PEOPLE + "key/", {"do": "begin"})
    assert TeamKey.objects.count() == 2


def test_nobody_ends_the_access_of_the_same_person_twice(wren: Person) -> None:
    ruth = join(wren)
    for refusal in (None, membership.AlreadyGone):
        try:
            membership.end_access(ruth, by=wren, keyring=keyring_of(wren), now=timezone.now())
        except Exception as error:
            assert refusal is not None and isinstance(error, refusal)
    assert TeamKey.objects.count() == 2


def test_one_does_not_end_ones_own_access(browser: Browser, wren: Person) -> None:
    join(wren, role="coordinator")
    with pytest.raises(membership.NotOneself):
        membership.end_access(wren, by=wren, keyring=keyring_of(wren), now=timezone.now())
    assert "Choose who is leaving" in page(browser.get(f"{PEOPLE}leave/?who={wren.uuid}"))


def test_somebody_who_coordinates_and_can_open_stories_always_stays(browser: Browser, wren: Person) -> None:
    # Invited as a coordinator, and not let in: that one does not count.
    now = timezone.now()
    token = invitations.invite("ruth", "coordinator", by=wren, now=now)
    ruth = invitations.accept(token, name="ruth", password=THEIRS, now=now)
    with pytest.raises(membership.LastOne):
        membership.change_role(wren, "moderator", by=wren)
    with pytest.raises(membership.LastOne):
        membership.end_access(wren, by=ruth, keyring=keyring_of(wren), now=now)
    assert "said=last" in browser.send_on(f"{PEOPLE}{wren.uuid}/role/", {"role": "moderator"}).url
    membership.let_in(ruth, membership.waiting()[0].public, by=wren, keyring=keyring_of(wren))
    membership.change_role(wren, "moderator", by=wren)
    wren.refresh_from_db()
    assert not wren.is_coordinator


def test_who_no_longer_coordinates_sees_no_people_from_the_next_click_on(
    browser: Browser, wren: Person
) -> None:
    ruth = join(wren, role="coordinator")
    assert browser.get(PEOPLE).status_code == 200
    membership.change_role(wren, "moderator", by=ruth)
    assert browser.get(PEOPLE).status_code == 403


def test_a_lost_phone_is_for_a_coordinator_to_forget(
    browser: Browser, wren: Person, settings: Settings
) -> None:
    ruth = join(wren)
    theirs = Browser()
    theirs.sign_in("ruth", THEIRS)
    browser.send_on(f"{PEOPLE}{ruth.uuid}/second-step/")
    assert theirs.get(QUEUE).status_code == 302
    settings.CHORUS_SECOND_FACTOR = True
    assert theirs.sign_in("ruth", THEIRS).url == SECOND_STEP


def test_a_team_of_one_is_warned_and_a_team_of_two_is_not(browser: Browser, wren: Person) -> None:
    assert "With fewer than two" in page(browser.get(PEOPLE))
    join(wren)
    shown = page(browser.get(PEOPLE))
    assert "With fewer than two" not in shown
    assert "2 people can open stories." in shown


@pytest.mark.parametrize("address", [f"{PEOPLE}{uuid4()}/", f"{PEOPLE}{uuid4()}/let-in/"])
def test_there_is_no_page_for_nobody(browser: Browser, address: str) -> None:
    assert browser.send_on(address).status_code in (404, 405)
    assert browser.get(address).status_code in (404, 405)


def test_one_sees_ones_own_sessions_and_ends_another(browser: Browser, wren: Person) -> None:
    other = Browser()
    other.sign_in()
    shown = page(browser.get("/team/you/"))
    assert shown.count("This browser") == shown.count("Another browser") == 1
    address = f"/team/you/sessions/{Visit.objects.order_by('-began').first().uuid}/"
    browser.send_on(address)
    assert other.get(QUEUE).status_code == 302
    assert browser.get(QUEUE).status_code == 200
    assert "Another browser" not in page(browser.get("/team/you/"))


def test_nobody_ends_a_session_of_somebody_else(browser: Browser, wren: Person) -> None:
    join(wren)
    ruths = Browser()
    ruths.sign_in("ruth", THEIRS)
    browser.send_on(f"/team/you/sessions/{Visit.objects.get(person__name='ruth').uuid}/")
    assert ruths.get(QUEUE).status_code == 200


def test_signing_out_everywhere_ends_them_all(browser: Browser, wren: Person) -> None:
    other = Browser()
    other.sign_in()
    assert browser.send_on("/team/you/sign-out-everywhere/").url == SIGN_IN
    assert browser.get(QUEUE).status_code == other.get(QUEUE).status_code == 302
    assert not Visit.objects.exists()


def test_a_new_password_opens_the_same_vault_and_the_old_one_nothing(browser: Browser, wren: Person) -> None:
    other = Browser()
    other.sign_in()
    change = {"old": PASSWORD, "password": THEIRS, "again": THEIRS}
    assert browser.send_on("/team/you/password/", change).url == SIGN_IN
    assert other.get(QUEUE).status_code == 302
    assert browser.sign_in().status_code == 403
    assert browser.sign_in(password=THEIRS).url == QUEUE
    assert set(keyring_of(wren, THEIRS).privates) == {1}
    with pytest.raises(sealing.Unsealable):
        keyring_of(wren)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"old": "not this one", "password": THEIRS, "again": THEIRS}, "That is not your password."),
        ({"old": PASSWORD, "password": "wrenwrenwrenwren", "again": "wrenwrenwrenwren"}, "can be guessed"),
    ],
)
def test_a_password_that_is_refused_changes_nothing(
    browser: Browser, wren: Person, sent: dict[str, str], said: str
) -> None:
    assert said in page(browser.send_on("/team/you/password/", sent))
    assert keyring_of(wren)


def test_sessions_that_are_over_are_forgotten(browser: Browser) -> None:
    now = timezone.now()
    other = Browser()
    other.sign_in()
    Session.objects.filter(visit__began=Visit.objects.order_by("began").first().began).update(
        expire_date=now - timedelta(minutes=1)
    )
    sessions.sweep(now)
    assert Visit.objects.count() == Session.objects.count() == 1
    sessions.sweep(now + sessions.LONGEST + timedelta(minutes=1))
    assert not Visit.objects.exists() and not Session.objects.exists()
