#!/bin/sh
# Reads the password of each login from its secret, then becomes nats-server. Quoted: it would read 8k0... as a size.
set -eu
secrets=${REPRISE_SECRETS:-/run/secrets}
for login in reprise gateway runner copier consumer; do
  password=$(cat "$secrets/nats_${login}_password")
  name=$(echo "NATS_${login}_PASSWORD" | tr '[:lower:]' '[:upper:]')
  export "$name=\"$password\""
done
exec nats-server --config "${NATS_CONFIG:-/etc/nats/nats-server.conf}" "$@"
