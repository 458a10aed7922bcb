#!/bin/sh
# Inserts secrets into addresses (`nats://gateway:{nats_gateway_password}@nats:4222`), then becomes the service.
set -eu
secrets=${REPRISE_SECRETS:-/run/secrets}
for name in NATS_URL NATS_COPIER_URL NATS_UPGRADER_URL DATABASE_URL DATABASE_READ_URL DATABASE_MIGRATE_URL \
  DATABASE_ADMIN_URL; do
  eval "value=\${$name:-}"
  while :; do
    case $value in
    *\{*\}*)
      secret=${value#*\{}
      secret=${secret%%\}*}
      value=${value%%\{*}$(cat "$secrets/$secret")${value#*\}}
      ;;
    *) break ;;
    esac
  done
  [ -z "$value" ] || export "$name=$value"
done
exec "$@"
