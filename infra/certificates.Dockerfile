# Gets the certificate of ingest's name and renews it. Caddy, used for its ACME client alone.
FROM node:24.21.0-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates caddy openssl socat \
  && rm -rf /var/lib/apt/lists/* \
  && mkdir -p /var/lib/nonstop && chown node:node /var/lib/nonstop
COPY infra/certificates /etc/nonstop-certificates
USER node
# Caddy keeps accounts, keys and certificates below XDG_DATA_HOME.
ENV HOME=/tmp XDG_CONFIG_HOME=/tmp XDG_DATA_HOME=/var/lib/nonstop
VOLUME /var/lib/nonstop
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
  CMD ["/bin/sh", "/etc/nonstop-certificates/has-certificate.sh"]
CMD ["/bin/sh", "/etc/nonstop-certificates/run.sh"]
