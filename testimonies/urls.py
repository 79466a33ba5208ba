"""Where the survivor's and the reader's pages are."""

from django.urls import path

from testimonies.views import answers, back, changes, concerns, keeping, pages, stories, write

app_name = "testimonies"
urlpatterns = [
    path("", stories.home, name="home"),
    path("stories/", stories.stories, name="stories"),
    path("stories/<int:number>/", stories.story, name="story"),
    path("stories/<int:number>/believe/", stories.believe, name="believe"),
    path("stories/<int:number>/concern/", concerns.concern, name="concern"),
    path("begin/", write.begin, name="begin"),
    path("write/", write.write, name="write"),
    path("check/", write.check, name="check"),
    path("thanks/", write.thanks, name="thanks"),
    path("thanks/words/", keeping.try_words, name="thanks-words"),
    path("back/", back.back, name="back"),
    path("back/page/", back.page, name="back-page"),
    path("back/version/", answers.version, name="back-version"),
    path("back/message/", answers.message, name="back-message"),
    path("back/choices/", answers.choices, name="back-choices"),
    path("back/text/", changes.text, name="back-text"),
    path("back/look-again/", changes.look_again, name="back-look-again"),
    path("back/words/", changes.new_words, name="back-words"),
    path("back/erase/", changes.erase, name="back-erase"),
    path("back/close/", back.close, name="back-close"),
    path("support/", pages.support, name="support"),
    path("how/", pages.how, name="how"),
    path("safely/", pages.safely, name="safely"),
    path("about/", pages.about, name="about"),
    path("about/checking/", pages.checking, name="checking"),
    path("privacy/", pages.privacy, name="privacy"),
    path("takedown/", pages.takedown, name="takedown"),
    path("places/", pages.places, name="places"),
    path("leave/", pages.leave, name="leave"),
    path("healthz", pages.healthz, name="healthz"),
]
