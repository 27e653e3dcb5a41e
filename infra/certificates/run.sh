#!/bin/sh
# Runs Caddy once a question of the certificate authority finds its way here through the proxy: authorities count questions that nobody
# answers, and a proxy takes a moment to find a container that was started anew.
set -eu
here="$(dirname "$0")"

socat TCP-LISTEN:8080,reuseaddr,fork "EXEC:/bin/sh $here/answer.sh" &
answering=$!
until printf 'GET /.well-known/acme-challenge/asked HTTP/1.0\r\n\r\n' |
  socat -t 3 - "TCP:${PROXY_NAME:-proxy}:80,connect-timeout=2" 2> /dev/null |
  grep -q "answered by $(uname -n)"; do
  sleep 1
done
kill "$answering"

exec caddy run --adapter caddyfile --config "$here/Caddyfile"
