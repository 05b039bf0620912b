-- The audit trail grows, and nothing else: a slip of an administrator's is stopped here, a forgery shows in the chain of hashes.
create function audit_entry_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is append-only: % of audit_entry is refused', lower(tg_op);
end
$$;
create trigger audit_entry_append_only before update or delete on audit_entry
    for each row execute function audit_entry_is_append_only();
create trigger audit_entry_no_truncate before truncate on audit_entry
    for each statement execute function audit_entry_is_append_only();
