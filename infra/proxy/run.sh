#!/bin/sh
# Runs HAProxy with the newest certificate of INGEST_HOST. A new one is handed to the running process over its socket, so no
# connection is dropped. Before the first there is one of its own, which nobody trusts: the proxy is up, and the authority can ask.
set -eu

export RUN_DIR="${RUN_DIR:-$(mktemp -d)}"
export INGEST_NAME="${INGEST_NAME:-ingest}" CERTIFICATES_NAME="${CERTIFICATES_NAME:-certificates}"
folder="${CERTIFICATES_DIR:-/var/lib/nonstop/caddy/certificates}"
pem="$RUN_DIR/station.pem"
umask 077
mkdir -p "$RUN_DIR"

# The newest certificate and key as one file without blank lines. Fails while there is none, or while the two do not match.
newest() {
  crt=$(ls -t "$folder"/*/"$INGEST_HOST/$INGEST_HOST.crt" 2> /dev/null | head -n 1)
  [ -n "$crt" ] || return 1
  key="${crt%.crt}.key"
  of_crt=$(openssl x509 -noout -pubkey -in "$crt" 2> /dev/null) || return 1
  of_key=$(openssl pkey -pubout -in "$key" 2> /dev/null) || return 1
  [ "$of_crt" = "$of_key" ] || return 1
  cat "$crt" "$key" | grep -v '^$' > "$RUN_DIR/next.pem"
}

say() { printf '%s\n' "$*"; }

command_of_haproxy() { socat -t 5 - "UNIX-CONNECT:$RUN_DIR/haproxy.sock"; }

hand_over() {
  { printf 'set ssl cert %s <<\n' "$pem"; cat "$RUN_DIR/next.pem"; printf '\n'; } | command_of_haproxy > /dev/null
  printf 'commit ssl cert %s\n' "$pem" | command_of_haproxy | grep -q Success || return 1
  mv "$RUN_DIR/next.pem" "$pem"
}

if newest; then
  mv "$RUN_DIR/next.pem" "$pem"
else
  say "There is no certificate for $INGEST_HOST yet: clients will not trust this one."
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj "/CN=not-yet" \
    -keyout "$RUN_DIR/key.pem" -out "$RUN_DIR/crt.pem" 2> /dev/null
  cat "$RUN_DIR/crt.pem" "$RUN_DIR/key.pem" > "$pem"
fi

haproxy -db -f "$(dirname "$0")/haproxy.cfg" &
haproxy=$!
trap 'kill "$haproxy" 2> /dev/null || true' TERM INT

while sleep 5; do
  newest && ! cmp -s "$RUN_DIR/next.pem" "$pem" || continue
  if hand_over; then say "A new certificate for $INGEST_HOST is in use."; else say "HAProxy does not take the new certificate."; fi
done &
watching=$!

# A signal ends the first wait, and HAProxy the second.
wait "$haproxy" || wait "$haproxy" || true
kill "$watching" 2> /dev/null || true
