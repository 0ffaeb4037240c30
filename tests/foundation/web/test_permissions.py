import pytest
from django.contrib.auth.models import Permission

from agencies.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def test_what_a_rule_refuses_is_not_looked_for_in_the_database(django_assert_num_queries):
    person = User.objects.get(pk=factories.user().pk)
    with django_assert_num_queries(1):  # the role of the person, for the rule itself
        assert not person.has_perm("agencies.keep_register")


def test_permission_of_the_admin_is_still_found_in_the_database():
    person = factories.user()
    person.user_permissions.add(Permission.objects.get(codename="view_agency"))
    assert person.has_perm("agencies.view_agency")
    assert not person.has_perm("agencies.change_agency")


def test_superuser_may_do_what_a_rule_refuses():
    assert factories.admin().has_perm("agencies.keep_register")
