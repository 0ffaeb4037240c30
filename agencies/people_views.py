"""People and their appointments, for the secretariat; whom to write to, for everybody in the Group."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView, ListView, TemplateView

from agencies import actions, contacts
from agencies.models import Agency, Appointment, User
from agencies.register_forms import (
    AppointmentEndForm,
    AppointmentForm,
    NewPersonForm,
    PersonForm,
    SearchForm,
)
from agencies.register_views import Register
from foundation import clock, sections


class PersonList(PermissionRequiredMixin, ListView):
    """Everybody whom the Group knows, with what they act for today."""

    permission_required = "agencies.keep_register"
    template_name = "agencies/person_list.html"
    paginate_by = 50

    def get_queryset(self):
        self.form = SearchForm(self.request.GET)
        people = User.objects.prefetch_related(
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
    permission_required = "agencies.keep_register"
    template_name = "agencies/person_detail.html"
    context_object_name = "person"
    model = User

    def get_context_data(self, **kwargs):
        today = clock.today()
        appointments = list(
            self.object.appointments.select_related("agency").order_by("-starts", "agency__acronym")
        )
        return super().get_context_data(
            now=[one for one in appointments if not one.ends or one.ends >= today],
            over=[one for one in appointments if one.ends and one.ends < today],
            today=today,
            panels=sections.shown("person", self.object, self.request.user),
            **kwargs,
        )


class PersonAdd(Register):
    form_class = NewPersonForm
    heading = "Add a person"
    verb = "Add the person"
    done = "The person is in the register."

    def get_initial(self):
        return {"agency": Agency.objects.filter(slug=self.request.GET.get("agency", "")).first()}

    def get_edited(self):
        return User()

    def keep(self, *, agency, role, starts, **values):
        appointed = agency and {"agency": agency, "role": role, "starts": starts or clock.today()}
        return actions.enter_person(**values, appointed=appointed)

    def get_back(self):
        return reverse("people:person_list")

    def get_next(self, kept):
        return reverse("people:person_detail", args=[kept.pk])

    def get_trail(self):
        return [(self.get_back(), "People")]


class OfPerson(Register):
    """A page about something of a person."""

    def get_thing(self):
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def get_back(self):
        return reverse("people:person_detail", args=[self.thing.pk])

    def get_trail(self):
        return [(reverse("people:person_list"), "People"), (self.get_back(), self.thing.shown)]


class PersonChange(OfPerson):
    form_class = PersonForm
    heading = "Change the person"

    def has_permission(self):
        user = self.request.user
        if not user.has_perm("agencies.keep_register"):
            return False
        person = User.objects.filter(pk=self.kwargs["pk"]).first()
        return person is None or user.has_perm("agencies.change_person", person)

    def get_edited(self):
        return User.objects.get(pk=self.thing.pk)

    def keep(self, **values):
        return actions.change_person(self.thing, **values)


class AppointmentAdd(OfPerson):
    form_class = AppointmentForm
    heading = "Appoint to an agency"
    verb = "Appoint"

    def get_edited(self):
        return Appointment(person=self.thing)

    def get_facts(self):
        return self.thing.shown

    def keep(self, **values):
        return actions.appoint(self.thing, **values)


class OfAppointment(OfPerson):
    """A page about an appointment of the person."""

    def get_edited(self):
        return get_object_or_404(Appointment, person=self.thing, pk=self.kwargs["appointment"])

    def get_facts(self):
        return f"{self.thing.shown}, {self.get_edited()}"


class AppointmentChange(OfAppointment):
    form_class = AppointmentForm
    heading = "Change the appointment"

    def keep(self, **values):
        return actions.change_appointment(self.get_edited(), **values)


class AppointmentEnd(OfAppointment):
    form_class = AppointmentEndForm
    heading = "End the appointment"
    verb = "End the appointment"
    done = "The appointment has an end."

    def keep(self, **values):
        return actions.end_appointment(self.get_edited(), **values)


# Whom to write to ---------------------------------------------------------------------------------


class ContactList(PermissionRequiredMixin, TemplateView):
    """Principals, alternates and focal points of today's members."""

    permission_required = "agencies.read_contacts"
    template_name = "agencies/contact_list.html"

    def get_context_data(self, **kwargs):
        role = contacts.role_named(self.request.GET.get("role", ""))
        agencies = contacts.by_agency(role)
        return super().get_context_data(
            agencies=agencies,
            role=role,
            roles=contacts.ROLES,
            addresses=contacts.addresses(agencies),
            today=clock.today(),
            **kwargs,
        )


class ContactExport(PermissionRequiredMixin, TemplateView):
    """The same as a file for a spreadsheet."""

    permission_required = "agencies.read_contacts"

    def get(self, request, *args, **kwargs):
        role = contacts.role_named(request.GET.get("role", ""))
        return HttpResponse(
            contacts.as_csv(contacts.by_agency(role)),
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="gmg-contacts-{clock.today()}.csv"',
                "Cache-Control": "no-store",
            },
        )
