#!/bin/sh
# Whether there is a certificate for INGEST_HOST that is in force for an hour more.
set -eu
for file in "$XDG_DATA_HOME/caddy/certificates"/*/"$INGEST_HOST/$INGEST_HOST.crt"; do
  openssl x509 -noout -checkend 3600 -in "$file" > /dev/null && exit 0
done
exit 1
