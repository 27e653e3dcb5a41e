# RTMP in, rooms and assets out. Needs a host with public TCP 1935.
FROM node:24-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
WORKDIR /nonstop
# The workspace is copied as it is: Node strips types from sources, and not from what lies under node_modules.
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages packages
COPY apps/ingest apps/ingest
RUN npm install --global pnpm@12 && pnpm install --prod --frozen-lockfile --filter @nonstop/ingest...
ENV BIND=0.0.0.0 PORT=8935 RTMP_PORT=1935 STATE_DIR=/var/lib/nonstop
# glibc would keep what a second of media took: seconds are mapped and given back, and few arenas hold the rest.
ENV MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=131072
VOLUME /var/lib/nonstop
EXPOSE 1935 8935
# Types stripped here stay stripped: without this cache the process keeps the stripper in memory, some 30 MB. Run without
# settings it reads all its modules and ends.
ENV NODE_COMPILE_CACHE=/var/cache/nonstop
RUN node apps/ingest/src/main.ts 2>/dev/null || true; chown -R node /var/cache/nonstop
USER node
CMD ["node", "--max-semi-space-size=4", "apps/ingest/src/main.ts"]
