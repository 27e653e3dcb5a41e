# The rest of a station for the demo, all of it stand-ins: `edge`, the Workers in workerds, and `sandbox`, the vendors with a demo day.
FROM node:24.21.0-bookworm-slim AS manifests
WORKDIR /nonstop
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages packages
COPY apps apps
COPY infra/content-model infra/content-model
COPY station station
# What dependencies hang on. A changed source does not have them installed anew.
RUN find packages apps infra station -type f ! -name package.json -delete

FROM node:24.21.0-bookworm-slim AS installed
RUN npm install --global pnpm@12.21.0
WORKDIR /nonstop
COPY --from=manifests /nonstop .
RUN pnpm install --prod --frozen-lockfile --filter @nonstop/station...

# Pages and Workers are built as for a deployment.
FROM installed AS built
RUN pnpm install --frozen-lockfile
COPY . .
RUN node station/src/deploy.ts --dry-run --outdir /nonstop/bundles

FROM installed AS station
COPY --from=built /nonstop/bundles bundles
COPY --from=built /nonstop/apps/web/dist apps/web/dist
COPY wrangler.toml ./
COPY packages packages
COPY apps apps
COPY infra/content-model infra/content-model
COPY station station

FROM node:24.21.0-bookworm-slim AS edge
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
# A new volume gets this folder's owner. Types stripped once stay stripped, with the cache of whoever runs it.
RUN mkdir -p /var/lib/nonstop /var/cache/nonstop && chown node:node /var/lib/nonstop /var/cache/nonstop
WORKDIR /nonstop
COPY --from=station /nonstop .
ENV NODE_ENV=production PORT=8787 BUNDLES=/nonstop/bundles STATE_DIR=/var/lib/nonstop HOME=/tmp
ENV WRANGLER_SEND_METRICS=false NODE_COMPILE_CACHE=/var/cache/nonstop
USER node
RUN node station/src/containers/edge.ts 2>/dev/null || true
VOLUME /var/lib/nonstop
EXPOSE 8787
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "station/src/containers/edge.ts"]

FROM node:24.21.0-bookworm-slim AS sandbox
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /var/lib/nonstop /var/cache/nonstop && chown node:node /var/lib/nonstop /var/cache/nonstop
WORKDIR /nonstop
COPY --from=station /nonstop .
ENV NODE_ENV=production PORT=8990 STATE_DIR=/var/lib/nonstop HOME=/tmp NODE_COMPILE_CACHE=/var/cache/nonstop
USER node
RUN node station/src/containers/sandbox.ts 2>/dev/null || true
VOLUME /var/lib/nonstop
EXPOSE 8990 8991 8992 8993
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "station/src/containers/sandbox.ts"]
