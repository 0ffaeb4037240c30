"""gunicorn reads this by itself, in the container and under `make run` alike."""

import os

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True  # starts sooner and shares memory
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # its heartbeat must not wait for a disk
control_socket_disable = True
logger_class = "foundation.web.access_log.Logger"  # no secrets of links
