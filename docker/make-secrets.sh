#!/bin/sh
# Creates the secrets that docker-compose.yml names; existing ones are kept. Given the ids of more runners, also creates theirs:
#   docker/make-secrets.sh runner-2
# The folder keeps out other users of this machine. The files are readable, because the services do not run as their owner.
set -eu
folder=$(dirname "$0")/secrets
mkdir -p "$folder/runners"
chmod 700 "$folder"
chmod 755 "$folder/runners"
make() {
  [ -s "$folder/$1" ] || od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$folder/$1"
  chmod 444 "$folder/$1"
}
for name in nats_reprise_password nats_upgrader_password nats_gateway_password nats_copier_password \
  nats_consumer_password postgres_password postgres_projector_password postgres_reader_password \
  postgres_migrator_password admin_token; do
  make "$name"
done
for id in "${REPRISE_RUNNER_ID:-runner-1}" "$@"; do
  case $id in
  reprise | upgrader | gateway | runner | copier | consumer | '' | [!A-Za-z0-9]* | *[!A-Za-z0-9_-]*)
    echo "$id cannot be the id of a runner: letters, digits, - and _, and no other login's name" >&2
    exit 1
    ;;
  esac
  make "runners/$id"
done
echo "The admin's token is in $folder/admin_token"
