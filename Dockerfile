# Jupyter with the notebooks and their Java kernel:
#   docker build -t dkae . && docker run --rm -p 127.0.0.1:8888:8888 dkae
#   docker run --rm -v "$PWD/report:/home/dkae/report" dkae dkae report --out /home/dkae/report/latest
FROM debian:bookworm-slim

ARG NB_USER=dkae
ARG NB_UID=1000
ENV LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive HOME=/home/${NB_USER}

RUN useradd --create-home --uid "${NB_UID}" "${NB_USER}" \
    && install -d -o "${NB_USER}" /opt/dkae
WORKDIR /opt/dkae

# The set-up installs packages as root; Maven's repository isn't needed once target/lib is filled.
COPY --chown=${NB_USER} . /opt/dkae
RUN bash environment/dkae setup \
    && rm -rf "${HOME}/.m2" /var/lib/apt/lists/* \
    && chown -R "${NB_USER}" /opt/dkae/target "${HOME}" \
    && ln -s /opt/dkae/environment/dkae /usr/local/bin/dkae

USER ${NB_USER}
EXPOSE 8888
HEALTHCHECK --start-period=20s CMD ["/usr/bin/python3", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8888/api')"]
CMD ["dkae", "lab", "--ip=0.0.0.0", "--no-browser"]
