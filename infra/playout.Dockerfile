# The switcher. Only calls out: any container host will do, two of them in two places are better.
FROM node:24-bookworm-slim
WORKDIR /nonstop
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages packages
COPY apps/playout apps/playout
RUN npm install --global pnpm@12 && pnpm install --prod --frozen-lockfile --filter @nonstop/playout...
ENV BIND=0.0.0.0 PORT=8936 STATE_DIR=/var/lib/nonstop
# glibc would keep what a second of media took: seconds are mapped and given back, and few arenas hold the rest.
ENV MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=131072
VOLUME /var/lib/nonstop
EXPOSE 8936
# Types stripped here stay stripped: without this cache the process keeps the stripper in memory, some 30 MB. Run without
# settings it reads all its modules and ends.
ENV NODE_COMPILE_CACHE=/var/cache/nonstop
RUN node apps/playout/src/main.ts 2>/dev/null || true; chown -R node /var/cache/nonstop
USER node
CMD ["node", "--max-semi-space-size=4", "apps/playout/src/main.ts"]
