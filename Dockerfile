# analyzer in a container, with every extra that reads documents:
#   docker build -t analyzer .
#   docker run --rm -v "$PWD:/work" analyzer report articles --out report
FROM python:3.13-slim
WORKDIR /src
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY analyzer analyzer
RUN pip install --no-cache-dir --require-hashes --no-deps -r constraints.txt \
 && pip install --no-cache-dir --no-deps --no-build-isolation .
RUN useradd --create-home reader
USER reader
WORKDIR /work
ENTRYPOINT ["analyzer"]
CMD ["--help"]
