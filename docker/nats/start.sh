#!/bin/sh
# Reads the password from its secret, then becomes nats-server. Quoted: it would read 8k0... as a size.
set -eu
NATS_PASSWORD="\"$(cat "${NATS_PASSWORD_FILE:-/run/secrets/nats_password}")\""
export NATS_PASSWORD
exec nats-server --config "${NATS_CONFIG:-/etc/nats/nats-server.conf}" "$@"
