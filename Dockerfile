# proceedings with all that it runs, on Debian: docker build -t proceedings .
# In the folder of a workspace: docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/volume" proceedings build --draft
FROM debian:bookworm-slim AS wheel
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN python3 -m venv /opt/proceedings \
    && /opt/proceedings/bin/pip install --no-cache-dir -c constraints.txt --upgrade pip \
    && /opt/proceedings/bin/pip install --no-cache-dir -c constraints.txt . \
    && /opt/proceedings/bin/python -m compileall -q /opt/proceedings/lib

FROM debian:bookworm-slim
# The list is that of scripts/install-programs.sh build.
RUN apt-get update && apt-get install -y --no-install-recommends \
        python3 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        libreoffice-writer-nogui libreoffice-impress-nogui libreoffice-math-nogui \
        fonts-liberation fonts-dejavu-core fonts-noto-core ghostscript poppler-utils \
    && rm -rf /var/lib/apt/lists/*
COPY --from=wheel /opt/proceedings /opt/proceedings
# LibreOffice wants a home that it may write to, whoever runs it.
ENV PATH=/opt/proceedings/bin:$PATH HOME=/tmp LANG=C.UTF-8
WORKDIR /volume
ENTRYPOINT ["proceedings"]
CMD ["--help"]
