# The switcher. Only calls out: any container host will do, two of them in two places are better.
FROM node:24-bookworm-slim
WORKDIR /nonstop
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages packages
COPY apps/playout apps/playout
RUN npm install --global pnpm@12 && pnpm install --prod --frozen-lockfile --filter @nonstop/playout...
ENV BIND=0.0.0.0 PORT=8936 STATE_DIR=/var/lib/nonstop
VOLUME /var/lib/nonstop
EXPOSE 8936
USER node
CMD ["node", "apps/playout/src/main.ts"]
