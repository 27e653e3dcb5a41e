# TLS in front of ingest: HTTPS to its HTTP, RTMPS to its RTMP. HAProxy, and a script that gives it each new certificate.
FROM node:24.21.0-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends haproxy openssl socat \
  && rm -rf /var/lib/apt/lists/*
COPY infra/proxy /etc/nonstop-proxy
USER node
EXPOSE 80 443 1936
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
  CMD ["/bin/sh", "-c", "printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' | socat - TCP:127.0.0.1:8404 | grep -q ' 200 '"]
CMD ["/bin/sh", "/etc/nonstop-proxy/run.sh"]
