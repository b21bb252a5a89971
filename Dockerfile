# The service alone; its databases come from elsewhere. The pinned Node comes with `npm ci`.
FROM node:24-bookworm-slim
WORKDIR /opt/batchproof
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY bin bin
COPY examples examples
COPY migrations migrations
COPY src src
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
ENTRYPOINT ["node", "bin/batchproof.mjs"]
CMD ["serve"]
