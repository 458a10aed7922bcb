#!/bin/sh
# Reads each login's password from its secret, then becomes nats-server. Passwords are quoted, because nats-server would
# read 8k0... as a size.
set -eu
secrets=${REPRISE_SECRETS:-/run/secrets}
runners=${REPRISE_RUNNER_SECRETS:-/run/runners}
made=${REPRISE_NATS_CONFIG:-/tmp/nats}
for login in reprise upgrader gateway copier consumer; do
  password=$(cat "$secrets/nats_${login}_password")
  name=$(echo "NATS_${login}_PASSWORD" | tr '[:lower:]' '[:upper:]')
  export "$name=\"$password\""
done
umask 077
mkdir -p "$made"
cp "${NATS_CONFIG:-/etc/nats}"/*.conf "$made"
# Each runner has a login: a file named after the runner's id that contains the password.
{
  echo 'users: ['
  cat "$made/users.conf"
  for file in "$runners"/*; do
    [ -s "$file" ] || continue
    sed "s/RUNNER_ID/$(basename "$file")/g; s/RUNNER_PASSWORD/$(cat "$file")/" "$made/runner.conf"
  done
  echo ']'
} >"$made/all-users.conf"
exec nats-server --config "$made/nats-server.conf" "$@"
