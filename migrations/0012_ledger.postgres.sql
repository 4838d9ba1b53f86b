CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_fork() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM ledger)
        OR NEW.previous <> COALESCE((SELECT hash FROM ledger ORDER BY sequence DESC LIMIT 1), NEW.previous) THEN
        RAISE EXCEPTION 'an entry follows the last of the ledger';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER ledger_follows BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION refuse_fork();
