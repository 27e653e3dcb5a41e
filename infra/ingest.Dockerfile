# RTMP in, rooms and assets out.
FROM node:24.21.0-bookworm-slim AS manifests
WORKDIR /nonstop
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages packages
COPY apps/ingest apps/ingest
# What dependencies hang on. A changed source does not have them installed anew.
RUN find packages apps -type f ! -name package.json -delete

FROM node:24.21.0-bookworm-slim AS installed
RUN npm install --global pnpm@12.21.0
WORKDIR /nonstop
COPY --from=manifests /nonstop .
RUN pnpm install --prod --frozen-lockfile --filter @nonstop/ingest...

FROM node:24.21.0-bookworm-slim
# Promos are written in the station's own font, and in these where a title has letters of other scripts.
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg fontconfig fonts-noto-core && rm -rf /var/lib/apt/lists/*
# A new volume gets this folder's owner. Types stripped once stay stripped, with the cache of whoever runs it.
RUN mkdir -p /var/lib/nonstop /var/cache/nonstop /recordings && chown node:node /var/lib/nonstop /var/cache/nonstop /recordings
WORKDIR /nonstop
COPY --from=installed /nonstop .
# The workspace is copied as it is: Node strips types from sources, and not from what lies under node_modules.
COPY packages packages
COPY apps/ingest apps/ingest
ENV NODE_ENV=production BIND=0.0.0.0 PORT=8935 RTMP_PORT=1935 STATE_DIR=/var/lib/nonstop
# glibc would keep what a second of media took: seconds are mapped and given back, and few arenas hold the rest.
ENV MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=131072
USER node
# Without this cache the process keeps the stripper in memory, some 30 MB. Run without settings it reads all its modules and ends.
ENV NODE_COMPILE_CACHE=/var/cache/nonstop
RUN node apps/ingest/src/main.ts 2>/dev/null || true
VOLUME /var/lib/nonstop
EXPOSE 1935 8935
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=4", "apps/ingest/src/main.ts"]
