"""Runs web, worker and beat as one, until Ctrl-C or until one ends. `run_portal` becomes this program.

It loads nothing of the portal, so that it needs little memory all the while.
"""

import argparse
import contextlib
import ctypes
import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time

HOST = "127.0.0.1"
PATIENCE = 60  # seconds that the web process may take to answer
GRACE = 3  # seconds to stop; then it is killed, and the outbox runs its job again


class Ended(Exception):
    """One of the processes has ended, or did not become ready."""


def main() -> None:
    """Starts the processes, says `--when-ready`, and stops all when one ends."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--when-ready", default="")
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    # So that a process that is killed leaves no files behind.
    with tempfile.TemporaryDirectory() as scratch:
        running: dict[str, subprocess.Popen] = {}
        try:
            for name, arguments in processes(options.port).items():
                running[name] = start(arguments, scratch)
            wait_for_answer(options.port, running)
            print(options.when_ready, flush=True)
            while True:
                check(running)
                time.sleep(0.2)
        except Ended as ended:
            sys.exit(str(ended))
        finally:
            stop(running.values())


def wait_for_answer(port: int, running: dict[str, subprocess.Popen]) -> None:
    """Returns when the web process is ready. Raises `Ended` if it is not within `PATIENCE`."""
    until = time.monotonic() + PATIENCE
    answer = "nothing"
    while time.monotonic() < until:
        check(running)
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/readyz")
            response = connection.getresponse()
            answer = response.read().decode().strip()
            if response.status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise Ended(f"The web process did not become ready. Its last answer: {answer}")


def processes(port: int) -> dict[str, list[str]]:
    """Returns the command lines of the three processes, by name."""
    modules = {
        "web": f"gunicorn gmg_portal.wsgi --bind {HOST}:{port} --graceful-timeout 2 --log-level warning",
        # A single worker needs no messages between workers. They would only fill the broker.
        # Three processes: one for mail, one for files, and one that is free for what is quick.
        "worker": "celery --app gmg_portal --quiet worker --queues quick,mail,files --concurrency 3"
        " --loglevel warning --without-gossip --without-mingle --without-heartbeat",
        "beat": "gmg_portal.beat --loglevel warning",
    }
    quiet = "ignore:::celery.platforms"  # it warns about root, which is usual in a container
    return {name: [sys.executable, "-W", quiet, "-m", *line.split()] for name, line in modules.items()}


def start(arguments: list[str], scratch: str) -> subprocess.Popen:
    """Starts a process with `scratch` for its temporary files. Returns it."""
    # In its own session, as Ctrl-C should reach only this process, which then stops the others in order.
    environment = {**os.environ, "TMPDIR": scratch}
    return subprocess.Popen(arguments, env=environment, start_new_session=True, preexec_fn=stop_with_parent)


def stop_with_parent() -> None:
    """Asks Linux to send SIGTERM when the parent ends, even by SIGKILL. Does nothing elsewhere."""
    set_parent_death_signal = 1
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:
        prctl(set_parent_death_signal, signal.SIGTERM)


def check(running: dict[str, subprocess.Popen]) -> None:
    """Raises `Ended` if one of the processes has ended."""
    for name, process in running.items():
        if process.poll() is not None:
            raise Ended(f"The {name} ended by itself ({process.returncode}); stopping the rest.")


def stop(processes) -> None:
    """Stops the processes and what they started, within about `GRACE` seconds."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for process in processes:
        process.terminate()
    until = time.monotonic() + GRACE
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0, until - time.monotonic()))
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


if __name__ == "__main__":
    main()
