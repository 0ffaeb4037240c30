"""The settings, each time read in a process of its own with nothing but what the test sets."""

import ast
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
SERVICE = {
    "SECRET_KEY": "for-this-test-only-1234567890-long-and-random-enough-for-it",
    "ALLOWED_HOSTS": "portal.example.org",
}


@pytest.fixture
def python(tmp_path):
    def python(*arguments, **environment) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **environment},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return python


@pytest.fixture
def manage(python):
    return partial(python, "manage.py")


def test_without_a_secret_key_it_refuses_to_start_and_says_what_to_set(manage):
    refused = manage("check", ALLOWED_HOSTS="portal.example.org")
    assert refused.returncode == 1
    assert "SECRET_KEY is not set" in refused.stderr.splitlines()[-1]


def test_an_empty_secret_key_is_none(manage):
    assert "SECRET_KEY is not set" in manage("check", SECRET_KEY="").stderr


def test_a_secret_key_and_a_host_are_enough_for_service(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **SERVICE)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_debug_alone_is_enough_for_a_try(manage):
    assert manage("check", "--fail-level", "WARNING", DEBUG="1").returncode == 0


def test_the_secret_key_may_come_from_a_file(python, tmp_path):
    file = tmp_path / "secret"
    file.write_text(SERVICE["SECRET_KEY"])
    told = "from gmg_portal.settings import SECRET_KEY; print(SECRET_KEY, end='')"
    assert python("-c", told, SECRET_KEY_FILE=str(file)).stdout == SERVICE["SECRET_KEY"]


def test_static_files_are_whole(settings, tmp_path):
    """Every file that a stylesheet names exists, or the image could not be built."""
    settings.STATIC_ROOT = tmp_path
    backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["js", "css", "svg", "txt"]  # it takes most of the time
    call_command("collectstatic", verbosity=0, interactive=False)
    assert (tmp_path / "staticfiles.json").exists()


# .env.example --------------------------------------------------------------------------------------


def read_by_python(path: str) -> set[str]:
    """The names that a file asks `env.…("NAME")` or `os.environ.get("NAME")` for."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) in ("env", "os.environ")
    }


def read_by_compose() -> set[str]:
    return set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))


def test_env_example_names_every_setting_and_no_other():
    named = re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    settings = read_by_python("gmg_portal/settings.py")
    assert {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL"} < settings
    assert sorted(named) == sorted(settings | read_by_python("gunicorn.conf.py") | read_by_compose())


def test_env_example_says_a_word_on_every_setting():
    before = ""
    for line in (ROOT / ".env.example").read_text().splitlines():
        if re.match(r"(# )?[A-Z][A-Z_]+=", line):
            assert before.startswith("# "), line
        before = line


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="docker-compose is not installed")
def test_compose_accepts_env_example(tmp_path):
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    shutil.copy(ROOT / ".env.example", tmp_path / ".env")
    done = subprocess.run(
        ["docker-compose", "config"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


# What is committed -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", ["base", "dev", "uv"])
def test_a_lock_names_no_place(lock):
    """A lock is the same wherever it was made, and is followed wherever packages come from."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert not re.search(r"^(-i|--(extra-)?index-url|--find-links|-f)\b", text, re.MULTILINE)
    assert "/" not in re.sub(r"(requirements/\w+\.txt|# .*)", "", text)
