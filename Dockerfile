# analyzer in a container, with every extra that reads documents and tables:
#   docker build -t analyzer .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" analyzer report articles --out report
# --user makes the report yours: the image's own user cannot write to a folder of another one.

# All of constraints.txt is fetched and held against its hashes; what analyzer needs of it goes on to the image.
FROM python:3.13-slim AS build
WORKDIR /src
COPY constraints.txt ./
RUN pip download --no-cache-dir --require-hashes --no-deps --only-binary :all: -d /wheels -r constraints.txt \
 && pip install --no-cache-dir --no-index -f /wheels setuptools
COPY pyproject.toml README.md LICENSE ./
COPY analyzer analyzer
RUN pip wheel --no-cache-dir --no-index --no-deps --no-build-isolation -w /wheels . \
 && python -m venv /opt/analyzer \
 && /opt/analyzer/bin/pip install --no-cache-dir --no-index -f /wheels \
      "analyzer[corpus,excel,html,parquet,pdf]"

FROM python:3.13-slim
COPY --from=build /opt/analyzer /opt/analyzer
# A user from outside may have no home to write to; matplotlib keeps its list of fonts here.
ENV PATH=/opt/analyzer/bin:$PATH MPLCONFIGDIR=/tmp/matplotlib
RUN useradd --create-home reader
USER reader
WORKDIR /work
# As the first process of a container Python would not heed the usual signal to stop.
STOPSIGNAL SIGINT
ENTRYPOINT ["analyzer"]
CMD ["--help"]
