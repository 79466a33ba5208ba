"""The template pack of the forms: each file is drawn at least once, and says what a screen reader needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from crispy_forms import bootstrap, layout
from crispy_forms.helper import FormHelper
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_errors, as_crispy_field, as_crispy_form
from crispy_forms.utils import render_crispy_form
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.template.base import Template

from testimonies.fields import Cards
from testimonies.forms import BeginForm

PACK = Path(settings.BASE_DIR) / "templates" / "chorus"


class AllKinds(forms.Form):
    """One field of each kind."""

    line = forms.CharField(label="A line", help_text="A hint.", required=False)
    box = forms.CharField(label="A box", widget=forms.Textarea)
    one = forms.ChoiceField(label="One of", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    card = forms.ChoiceField(label="A card", choices=[("a", "A")], widget=Cards({"a": "More of A."}))
    some = forms.MultipleChoiceField(
        label="Some of", choices=[("a", "A")], required=False, widget=forms.CheckboxSelectMultiple
    )
    yes = forms.BooleanField(label="Yes", required=False, help_text="Or no.")
    short = forms.ChoiceField(label="Short", choices=[("a", "A")])
    kept = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        """Always an error of the whole form."""
        raise forms.ValidationError("All of it is wrong.")


def helper(*parts: object) -> FormHelper:
    """A helper of our pack, with these parts."""
    made = FormHelper()
    made.template_pack = "chorus"
    if parts:
        made.layout = layout.Layout(*parts)
    return made


def drawn(*parts: object) -> str:
    """A form that was sent empty, laid out with these parts."""
    return render_crispy_form(AllKinds(QueryDict("kept=1")), helper(*parts))


PARTS: dict[str, object] = {
    "div": layout.Div("line", css_id="d"),
    "row": layout.Row("line", css_class="r"),
    "column": layout.Column("line"),
    "fieldset": layout.Fieldset("The legend", "line"),
    "multifield": layout.MultiField("The legend", "line", "box"),
    "buttonholder": layout.ButtonHolder(layout.Submit("go", "Go on")),
    "baseinput": layout.Button("b", "Press"),
    "formactions": bootstrap.FormActions(layout.Submit("go", "Go on")),
    "button": bootstrap.StrictButton("Press", type="submit"),
    "prepended": bootstrap.PrependedAppendedText("line", "before", "after"),
    "with buttons": bootstrap.FieldWithButtons("line", bootstrap.StrictButton("Press")),
    "inline field": bootstrap.InlineField("line"),
    "inline radios": bootstrap.InlineRadios("one"),
    "inline ticks": bootstrap.InlineCheckboxes("some"),
    "uneditable": bootstrap.UneditableField("line"),
    "alert": bootstrap.Alert("Some words."),
    "modal": bootstrap.Modal("line", css_id="m", title="A title"),
    "tabs": bootstrap.TabHolder(bootstrap.Tab("First", "line"), bootstrap.Tab("Second", "box")),
    "accordion": bootstrap.Accordion(bootstrap.AccordionGroup("First", "line")),
}


@pytest.mark.parametrize("name", PARTS)
def test_every_part_of_a_layout_is_drawn_in_our_look(name: str) -> None:
    html = drawn(PARTS[name])
    assert html.count("<form") == html.count("</form>") == 1
    assert "form-control" not in html and "control-group" not in html


@pytest.fixture(name="seen")
def _seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    names: set[str] = set()
    render = Template._render

    def noted(self: Template, context: object) -> str:
        names.add(self.name or "")
        return render(self, context)

    with monkeypatch.context() as patch:
        patch.setattr(Template, "_render", noted)
        yield names


def test_no_file_of_the_pack_is_left_undrawn(seen: set[str]) -> None:
    for part in PARTS.values():
        drawn(part)
    rows = forms.formset_factory(AllKinds, extra=2)
    table = helper()
    table.template = "chorus/table_inline_formset.html"
    for made in (helper(), table):
        made.add_input(layout.Submit("go", "Go on"))
        assert "Go on" in render_crispy_form(rows(), made)
    as_crispy_form(AllKinds(QueryDict("a=1")), "chorus")
    as_crispy_form(rows(), "chorus")
    as_crispy_errors(AllKinds(QueryDict("a=1")), "chorus")
    as_crispy_errors(rows(QueryDict("a=1")), "chorus")
    drawn()
    as_crispy_field(BeginForm()["use"])
    files = {f"chorus/{path.relative_to(PACK)}" for path in PACK.rglob("*.html")}
    assert files <= seen


def test_an_error_comes_before_its_box_and_is_tied_to_it() -> None:
    html = as_crispy_field(AllKinds(QueryDict("kept=1"))["box"])
    assert html.index('id="id_box_error"') < html.index("<textarea")
    assert 'aria-invalid="true"' in html and 'aria-describedby="id_box_error"' in html


def test_a_hint_is_tied_to_its_box() -> None:
    assert 'aria-describedby="id_line_helptext"' in as_crispy_field(AllKinds()["line"])


def test_a_card_has_a_bold_line_and_a_second_one() -> None:
    html = as_crispy_field(AllKinds()["card"])
    assert "<b>A</b><span>More of A.</span>" in html and 'class="choice"' in html


def test_plain_choices_are_ticks() -> None:
    html = as_crispy_field(AllKinds()["some"])
    assert "choices--plain" in html and "<legend" in html


def test_what_may_be_left_empty_says_so() -> None:
    form = BeginForm()
    form.skippable = ("use",)
    assert "(you can skip this)" in as_crispy_field(form["use"])


def test_an_error_of_the_whole_form_is_said_on_top() -> None:
    html = drawn()
    assert html.index("All of it is wrong.") < html.index("A line")
