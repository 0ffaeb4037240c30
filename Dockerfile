# The packages are built in one stage and run in another, which holds no compiler, no pip cache and no uv.
FROM python:3.11-slim-bookworm AS build
WORKDIR /portal
COPY requirements/uv.txt requirements/base.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/uv.txt \
    && python -m venv .venv \
    && VIRTUAL_ENV=/portal/.venv uv pip install --no-cache --require-hashes --compile-bytecode -r requirements/base.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 1000 --create-home portal \
    && install -d -o portal -g portal /data
WORKDIR /portal
COPY --from=build /portal/.venv .venv
COPY . .
ENV PATH=/portal/.venv/bin:$PATH PYTHONUNBUFFERED=1 DATA_DIR=/data
RUN SECRET_KEY=only-while-the-image-is-built DATA_DIR=/tmp/build python manage.py collectstatic --noinput \
    && rm -rf /tmp/build
USER portal
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# Without what follows the "?", which can be an address that somebody looked for, and without the page before.
CMD ["gunicorn", "gmg_portal.wsgi", "--bind", "0.0.0.0:8000", "--access-logfile", "-", \
    "--access-logformat", "%(h)s %(t)s %(m)s %(U)s %(s)s %(B)s %(L)s"]
