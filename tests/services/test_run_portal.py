"""`make run`: the three processes, started and stopped as one."""

import os
import signal
import socket
import sys
import urllib.request

import pytest

from gmg_portal.running import HOST
from tests.services.harness import PATIENCE, a_portal


@pytest.fixture(scope="module")
def portal(tmp_path_factory, databases):
    """One of its own: beside what the other tests leave, the demo would not be loaded."""
    with a_portal(tmp_path_factory.mktemp("portal"), databases) as portal:
        yield portal


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@pytest.fixture
def run(portal_processes, port):
    """Starts the portal and comes back with its process when it has told its address."""
    logs = []

    def run(wait_for="Press Ctrl-C to stop it"):
        name = f"run-{port}-{len(logs)}"
        logs.append(name)
        process = portal_processes.popen(
            name, [sys.executable, "manage.py", "run_portal", "--port", str(port)]
        )
        portal_processes.running[name] = process
        portal_processes.wait_for(lambda: wait_for in portal_processes.log(name), wait_for)
        return process

    return run


def test_it_answers_when_it_says_so_refuses_a_second_one_and_leaves_nothing_behind(
    portal_processes, run, port
):
    process = run()
    with urllib.request.urlopen(f"http://{HOST}:{port}/readyz", timeout=PATIENCE) as answer:
        assert answer.read() == b"ready\n"
    second = run(wait_for=f"Port {port} is in use")
    assert second.wait(PATIENCE) == 1
    assert "Traceback" not in portal_processes.log(f"run-{port}-1")
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    assert portal_processes.processes() == []


def test_it_stops_in_the_middle_of_a_job(portal_processes, run):
    hold = portal_processes.data_dir / "hold"
    hold.touch()
    process = run()
    portal_processes.python("from foundation.jobs import outbox; outbox.put('note', 'interrupted')")
    portal_processes.wait_for((portal_processes.data_dir / "note-interrupted").exists)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    hold.unlink()
    assert portal_processes.processes() == []


def test_when_one_of_the_three_ends_the_rest_is_stopped(portal_processes, run, port):
    process = run()
    for line, pid in children(process.pid):
        if " gmg_portal.beat " in line:
            os.kill(pid, signal.SIGKILL)
    assert process.wait(PATIENCE) == 1
    assert "The beat ended by itself" in portal_processes.log(f"run-{port}-0")
    assert portal_processes.processes() == []


def test_when_it_is_killed_itself_the_three_end(portal_processes, run):
    process = run()
    process.kill()
    process.wait()
    portal_processes.wait_for(lambda: portal_processes.processes() == [], "all of it has ended")


def children(pid: int):
    with open(f"/proc/{pid}/task/{pid}/children") as pids:
        for child in pids.read().split():
            with open(f"/proc/{child}/cmdline") as line:
                yield line.read().replace("\0", " "), int(child)
