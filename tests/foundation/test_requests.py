"""What no person types is answered with a page, never with a fault of the portal."""

import pytest
from django.urls import reverse

from tests.conftest import *  # noqa: F403
