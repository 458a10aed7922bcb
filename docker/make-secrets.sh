#!/bin/sh
# Makes the secrets that docker-compose.yml names; those that are there stay.
# The folder keeps other users of this machine out; the files are readable, since the services do not run as their owner.
set -eu
folder=$(dirname "$0")/secrets
mkdir -p "$folder"
chmod 700 "$folder"
for name in nats_reprise_password nats_gateway_password nats_runner_password nats_copier_password \
  nats_consumer_password postgres_password admin_token; do
  [ -s "$folder/$name" ] || od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$folder/$name"
  chmod 444 "$folder/$name"
done
echo "The admin's token is in $folder/admin_token"
