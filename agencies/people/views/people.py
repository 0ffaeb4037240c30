"""The pages of people and appointments, for the secretariat and for people who keep an agency's people."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from agencies.people import actions, queries
from agencies.people.forms import AppointmentEndForm, AppointmentForm, NewPersonForm, PersonForm
from agencies.people.models import Appointment, User
from agencies.people.rules import HEADING, agencies_headed_by, agencies_kept_by, keeps_appointment
from agencies.register.forms import SearchForm
from agencies.register.models import Agency
from agencies.register.views import Register
from foundation.dates import clock
from foundation.text.words import listed
from foundation.web import links, panels


def may_keep(user, pk: int, permission: str = "agencies.keep_person") -> bool:
    """Whether the user has that permission for the person. If there is no such person, whether they read the
    register, and so may know that.
    """
    person = User.objects.filter(pk=pk).first()
    return user.has_perm("agencies.read_register") if person is None else user.has_perm(permission, person)


class PersonList(PermissionRequiredMixin, ListView):
    """All people that the Group knows, with what they act for today."""

    permission_required = "agencies.read_register"
    template_name = "agencies/people/person_list.html"
    paginate_by = 50

    def get_queryset(self):
        self.form = SearchForm(self.request.GET)
        people = User.objects.select_related("secretariat_role").prefetch_related(
            Prefetch(
                "appointments",
                Appointment.objects.on(clock.today()).select_related("agency"),
                to_attr="today",
            )
        )
        sought = self.form.cleaned_data["q"] if self.form.is_valid() else ""
        for word in sought.split()[:10]:
            people = people.filter(
                Q(name__icontains=word)
                | Q(email__icontains=word)
                | Q(
                    pk__in=Appointment.objects.on(clock.today())
                    .filter(agency__acronym__icontains=word)
                    .values("person")
                )
            )
        return people

    def get_context_data(self, **kwargs):
        sought = self.request.GET.get("q", "")
        return super().get_context_data(form=self.form, sought=sought, **kwargs)


class PersonDetail(PermissionRequiredMixin, DetailView):
    """A person, for the secretariat and for people who keep the people of the person's agency."""

    template_name = "agencies/people/person_detail.html"
    context_object_name = "person"
    model = User

    def has_permission(self):
        return may_keep(self.request.user, self.kwargs["pk"], "agencies.read_person")

    def get_context_data(self, **kwargs):
        today = clock.today()
        appointments = list(
            self.object.appointments.select_related("agency").order_by("-starts", "agency__acronym")
        )
        kept, headed = (
            set(mine(self.request.user).values_list("pk", flat=True))
            for mine in (agencies_kept_by, agencies_headed_by)
        )
        for one in appointments:
            one.is_kept = one.agency_id in (headed if one.role in HEADING else kept)
        over = [one for one in appointments if one.ends and one.ends < today]
        corrected = Appointment.entered.filter(person=self.object).exclude(corrected_at=None)
        corrected = list(corrected.select_related("agency"))
        return super().get_context_data(
            now=[one for one in appointments if not one.ends or one.ends >= today],
            over=over,
            corrected=corrected,
            has_left=bool((over or corrected) and (self.object.email or self.object.phone)),
            today=today,
            invited_at=self.object.invited_at,
            revoked_at=links.last_revoked(links.PERSON, [self.object.pk]).get(self.object.pk),
            panels=panels.sections("person", self.object, self.request.user),
            **kwargs,
        )


@require_POST
def links_revoke(request, pk):
    """Makes all links in mails to a person stop working, for instance because one was forwarded."""
    if not may_keep(request.user, pk):
        raise PermissionDenied
    person = get_object_or_404(User, pk=pk)
    links.revoke(links.PERSON, person.pk, by=request.user)
    said = _("All links in e-mails to %(person)s until now are revoked. Links in later e-mails work.")
    messages.success(request, said % {"person": person.shown})
    return redirect("people:person_detail", pk)


def point_out(request, appointment: Appointment) -> Appointment:
    """Warns if the agency is not a member during the appointment. Returns the appointment, which stays."""
    starts, ends = appointment.starts, appointment.ends
    if words := queries.outside_membership(appointment.agency, starts, ends or starts):
        messages.warning(
            request,
            _("%(not_a_member)s The appointment is saved, but gives no access until the agency is a member.")
            % {"not_a_member": words},
        )
    return appointment


class PersonAdd(Register):
    """Adds a person. The secretariat can add to any agency, an agency's own people to theirs."""

    form_class = NewPersonForm
    heading = gettext_lazy("Add a person")
    verb = gettext_lazy("Add person")
    done = gettext_lazy("Person added. Send an invitation so that they can sign in.")

    def has_permission(self):
        return agencies_kept_by(self.request.user).exists() or super().has_permission()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}

    def get_initial(self):
        return {"agency": Agency.objects.filter(slug=self.request.GET.get("agency", "")).first()}

    def get_edited(self):
        return User()

    def keep(self, *, agency, role, starts, **values):
        appointed = agency and {"agency": agency, "role": role, "starts": starts or clock.today()}
        person = actions.enter_person(**values, appointed=appointed)
        for appointment in person.appointments.all():
            point_out(self.request, appointment)
        return person

    @property
    def keeps_register(self):
        return self.request.user.has_perm("agencies.keep_register")

    def get_back(self):
        return reverse("people:person_list" if self.keeps_register else "people:contact_list")

    def get_next(self, kept):
        return reverse("people:person_detail", args=[kept.pk])

    def get_trail(self):
        return [(self.get_back(), _("People") if self.keeps_register else _("Contacts"))]


class OfPerson(Register):
    """A page about a person, for people who keep the people of the person's agency."""

    asked = "agencies.keep_person"

    def has_permission(self):
        return may_keep(self.request.user, self.kwargs["pk"], self.asked)

    def get_thing(self):
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def get_back(self):
        return reverse("people:person_detail", args=[self.thing.pk])

    def get_next(self, kept):
        """Returns the page of the person, or the contacts if the user no longer keeps the person."""
        own = may_keep(self.request.user, self.thing.pk)
        return self.get_back() if own else reverse("people:contact_list")

    def get_trail(self):
        everybody = self.request.user.has_perm("agencies.keep_register")
        where = ("people:person_list", _("People")) if everybody else ("people:contact_list", _("Contacts"))
        return [(reverse(where[0]), where[1]), (self.get_back(), self.thing.shown)]


class PersonChange(OfPerson):
    """Changes a person. A colleague cannot change the address of a person who has a password."""

    form_class = PersonForm
    heading = gettext_lazy("Edit person")
    asked = "agencies.change_person"

    def get_edited(self):
        return User.objects.get(pk=self.thing.pk)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        user, email = self.request.user, form.fields["email"]
        if self.thing.has_account and not user.has_perm("agencies.keep_register"):
            email.disabled = True
            email.help_text = _("They sign in with it, so only they or the secretariat can change it.")
        elif (
            self.thing.appointments.lasting()
            .filter(role__in=HEADING)
            .exclude(agency__in=agencies_headed_by(user))
        ):
            email.disabled = True
            email.help_text = _(
                "This is the address of a principal or alternate. Ask the secretariat to change it."
            )
        return form

    def keep(self, **values):
        return actions.change_person(self.thing, **values)


class AppointmentAdd(OfPerson):
    form_class = AppointmentForm
    heading = gettext_lazy("Add an appointment")
    verb = gettext_lazy("Add appointment")

    def get_edited(self):
        return Appointment(person=self.thing)

    def get_facts(self):
        return self.thing.shown

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}

    def keep(self, **values):
        return point_out(self.request, actions.appoint(self.thing, **values))


class OfAppointment(OfPerson):
    """A page about an appointment to an agency whose people the user keeps."""

    def has_permission(self):
        if not super().has_permission():
            return False
        found = Appointment.objects.filter(person=self.kwargs["pk"], pk=self.kwargs["appointment"]).first()
        return found is None or keeps_appointment(self.request.user, found)

    def get_edited(self):
        return get_object_or_404(Appointment, person=self.thing, pk=self.kwargs["appointment"])

    def get_facts(self):
        return f"{self.thing.shown}, {self.get_edited()}"


class AppointmentChange(OfAppointment):
    form_class = AppointmentForm
    heading = gettext_lazy("Edit appointment")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}

    def keep(self, **values):
        return point_out(self.request, actions.change_appointment(self.get_edited(), **values))


class AppointmentEnd(OfAppointment):
    form_class = AppointmentEndForm
    heading = gettext_lazy("End appointment")
    verb = gettext_lazy("End appointment")

    def get_done(self):
        """Says who takes over: open tasks belong to the agency, not to the person."""
        ended = self.get_edited()
        left = queries.reachable_after(ended)
        if left:
            return _("Last day saved. After that, %(people)s will be contacted for %(agency)s.") % {
                "people": listed(left),
                "agency": ended.agency,
            }
        return _(
            "Last day saved. After that, nobody can be contacted for %(agency)s. Please add a focal point."
        ) % {"agency": ended.agency}

    def keep(self, **values):
        return actions.end_appointment(self.get_edited(), **values)


class PersonForget(OfPerson):
    """Asks for confirmation, since forgetting cannot be undone."""

    form_class = forms.Form
    heading = gettext_lazy("Delete contact details")
    verb = gettext_lazy("Delete contact details")
    template_name = "agencies/people/person_forget.html"
    asked = "agencies.forget_person"

    def keep(self):
        return actions.forget(self.thing)

    def get_context_data(self, **kwargs):
        return super().get_context_data(days=settings.FORGET_AFTER_DAYS, **kwargs)

    def get_facts(self):
        return self.thing.shown

    def get_done(self):
        return _("Contact details deleted and account closed. The name stays in the minutes.")
