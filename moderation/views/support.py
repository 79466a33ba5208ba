"""Who can help, as the support page shows it: for coordinators."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from moderation.middleware import TeamRequest
from moderation.site_forms import SupportForm
from moderation.views.concerns import for_coordinators
from testimonies import support as helping
from testimonies.models import SupportEntry


@require_safe
@for_coordinators
def support(request: TeamRequest) -> HttpResponse:
    """All entries, unchecked ones and those checked longest ago first."""
    return render(request, "moderation/support.html", {"entries": SupportEntry.objects.to_check()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def support_new(request: TeamRequest) -> HttpResponse:
    """Add one."""
    return _edit(request, SupportEntry())


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def support_entry(request: TeamRequest, key: str) -> HttpResponse:
    """Change one, confirm it, or take it off."""
    entry = get_object_or_404(SupportEntry, key=key)
    if request.method == "POST" and request.POST.get("do") == "off":
        helping.take_off(entry)
        return redirect("moderation:support")
    return _edit(request, entry)


def _edit(request: TeamRequest, entry: SupportEntry) -> HttpResponse:
    form = SupportForm(request.POST) if request.method == "POST" else SupportForm.of(entry)
    if request.method == "POST" and form.is_valid():
        checked = timezone.localdate() if form.cleaned_data["checked"] else None
        helping.keep(form.fill(entry), checked=checked)
        return redirect("moderation:support")
    return render(request, "moderation/support_entry.html", {"form": form, "entry": entry})
