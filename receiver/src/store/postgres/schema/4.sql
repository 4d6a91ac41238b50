-- Who discarded something in quarantine, when, and why. That stays when it is admitted after all.

ALTER TABLE qq_cgi.quarantine ADD COLUMN discarded_by TEXT, ADD COLUMN discarded_at BIGINT, ADD COLUMN discard_reason TEXT;
