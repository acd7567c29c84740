/// Dockerfiles as extensions have them, written for these tests.
enum RealisticDockerfiles {
    static let all = [
        """
        FROM local-only/base-python-gpu:latest
        LABEL IMAGE="lung-segmentation"
        LABEL VERSION="0.1.0"
        LABEL BUILD_IGNORE="False"
        LABEL CI_IGNORE="True"

        WORKDIR /kaapana/app
        COPY files/requirements.txt ./
        RUN pip3 install --no-cache-dir -r requirements.txt \\
            && rm -rf /root/.cache
        COPY files/ .
        COPY --chown=1000:1000 files/models/*.pt /models/

        ENV MODEL_DIR=/models \\
            OMP_NUM_THREADS=1
        CMD ["python3", "-u", "segment.py"]

        """,
        """
        FROM local-only/base-installer:latest

        LABEL IMAGE="dag-lung-segmentation"
        LABEL VERSION="0.1.0"
        LABEL BUILD_IGNORE="False"

        COPY files/dag_lung_segmentation.py /kaapana/tmp/dags/
        COPY files/lung_segmentation /kaapana/tmp/dags/lung_segmentation

        """,
        """
        # syntax=docker/dockerfile:1
        ARG NODE_VERSION=20.11.1
        FROM node:${NODE_VERSION}-slim as build
        WORKDIR /src
        COPY package.json package-lock.json .
        RUN --mount=type=cache,target=/root/.npm npm ci
        COPY . .
        RUN npm run build && npm prune --omit=dev

        FROM nginx:1.25-alpine
        RUN apk add --update curl bash && rm -rf /var/cache/apk/*
        COPY --from=build /src/dist /usr/share/nginx/html
        COPY nginx.conf /etc/nginx/conf.d/default.conf
        EXPOSE 8080
        USER nginx
        HEALTHCHECK --interval=30s --timeout=3s CMD curl -f http://localhost:8080/ || exit 1
        ENTRYPOINT nginx -g "daemon off;"

        """,
        """
        FROM ubuntu:22.04
        MAINTAINER Somebody <somebody@example.org>
        ENV DEBIAN_FRONTEND noninteractive
        ENV LANG=C.UTF-8

        # tools
        RUN apt-get update && apt-get install -y \\
              build-essential \\
              # for images
              dcmtk=3.6.6-5 \\
              git \\
              wget
        RUN wget https://example.org/cuda.deb && dpkg -i cuda.deb && rm cuda.deb
        RUN curl -sSL https://example.org/install.sh | bash -
        RUN git clone https://example.org/tool.git /opt/tool && cd /opt/tool && make && sudo make install
        RUN python3 -m pip install --upgrade pip setuptools && \\
            python3 -m pip install torch==2.2.0 torchvision --index-url https://example.org/whl/cu118
        ADD scripts /scripts
        RUN chmod +x /scripts/*.sh; ln -s /scripts/run.sh /usr/local/bin/run
        WORKDIR scripts
        CMD /scripts/run.sh $MODE
        CMD ["/scripts/run.sh"]

        """,
        """
        FROM python:3.11-slim AS wheels
        COPY pyproject.toml /b/
        RUN <<EOF
        set -e
        pip wheel --no-deps -w /wheels /b
        EOF

        FROM python:3.11-slim
        ARG UID=1000
        RUN groupadd -g ${UID} app && useradd -u ${UID} -g app app
        COPY --from=wheels /wheels /wheels
        RUN pip install --no-cache-dir /wheels/*.whl && rm -rf /wheels
        RUN for f in a b c; do echo "$f" >> /etc/list; done
        RUN if [ "$UID" = "0" ]; then echo "no root" && exit 1; fi
        COPY <<-CONF /etc/app.conf
        \tuid = ${UID}
        \tCONF
        USER ${UID}
        ENTRYPOINT ["python3", "-m", "app"]

        """,
        """
        FROM nvidia/cuda:12.2.0-runtime-ubuntu22.04
        LABEL org.opencontainers.image.source="https://example.org/x"
        SHELL ["/bin/bash", "-o", "pipefail", "-c"]
        RUN apt-get update -qq \\
         && apt-get install -qq -y --no-install-recommends python3-pip \\
         && apt-get clean && rm -rf /var/lib/apt/lists/* /tmp/*
        RUN wget -qO- https://example.org/weights.tar.gz | tar xz -C /opt
        ENV PATH=/opt/bin:$PATH LD_LIBRARY_PATH=/opt/lib:${LD_LIBRARY_PATH}
        ARG HF_TOKEN
        ENV PIP_NO_CACHE_DIR=1
        RUN pip install nnunetv2 "monai[all]>=1.3" git+https://example.org/r.git
        VOLUME ["/data", "/models"]
        STOPSIGNAL SIGINT
        USER root

        """,
    ]
}
