#!/bin/sh
# Run once by the image of PostgreSQL, on an empty volume: the job store's own role, which owns its database and nothing else.
set -eu
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
  --set=password="$(cat /run/secrets/spring.datasource.password)" <<'SQL'
CREATE ROLE tranche LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE tranche OWNER tranche;
REVOKE ALL ON DATABASE tranche FROM PUBLIC;
SQL
