-- The three roles, made once; who may use which is said in pg_ident.conf. The owner may also end what the write-ahead
-- log still holds of what was shredded.
SET client_min_messages = warning;
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['chorus_owner', 'chorus_site', 'chorus_public'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I', name);
        END IF;
        EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION', name);
    END LOOP;
END $$;
GRANT pg_checkpoint TO chorus_owner;
