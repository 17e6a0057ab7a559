# Jupyter with the notebooks and their Java kernel:
#   docker build -t dkae .
#   docker run --rm -p 127.0.0.1:8888:8888 dkae
# What else it can do: environment/README.md.
ARG BASE=debian:bookworm-20250520-slim

# What is needed at run time, before any sources, which change more often.
FROM ${BASE} AS tools
ENV LANG=C.UTF-8
WORKDIR /opt/dkae
COPY environment/apt.txt environment/java.environment environment/layer environment/setup environment/tools environment/
RUN bash environment/layer packages jdk fonts jupyter

FROM tools AS build
# cpu, or cuda for NVIDIA's GPUs; the latter brings the CUDA libraries along and needs only the driver.
ARG BACKEND=cpu
ENV DKAE_BACKEND=${BACKEND}
RUN bash environment/layer packages maven
COPY pom.xml ./
RUN bash environment/layer libraries
COPY environment environment
COPY src/main src/main
RUN bash environment/dkae setup

FROM tools
# repo2docker's and Binder's arguments.
ARG NB_USER=dkae
ARG NB_UID=1000
ARG BACKEND=cpu
ENV HOME=/home/${NB_USER} \
    DKAE_BACKEND=${BACKEND} \
    DKAE_DATA_DIR=/home/${NB_USER}/data \
    DKAE_REPORT_DIR=/home/${NB_USER}/reports/latest \
    JUPYTER_PATH=/opt/dkae/target/environment/jupyter
# Some base images have a user of that number.
RUN other="$(getent passwd "${NB_UID}" | cut -d: -f1)" \
    && if [ -n "${other}" ]; then userdel --remove "${other}"; fi \
    && useradd --create-home --shell /bin/bash --uid "${NB_UID}" "${NB_USER}" \
    && install -d -o "${NB_UID}" -g "${NB_UID}" "${HOME}/data" "${HOME}/reports" \
    && ln -s /opt/dkae/environment/dkae /usr/local/bin/dkae
COPY . .
COPY --from=build /opt/dkae/target target
# All else of the project belongs to root and is never written to.
RUN chown -R "${NB_UID}:${NB_UID}" /opt/dkae/notebooks

USER ${NB_USER}
WORKDIR /opt/dkae/notebooks
EXPOSE 8888
HEALTHCHECK --start-period=30s --timeout=10s CMD ["/usr/bin/python3", "/opt/dkae/environment/health.py"]
ENTRYPOINT ["/opt/dkae/environment/entrypoint"]
CMD ["lab"]
