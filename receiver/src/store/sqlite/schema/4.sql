-- Who discarded something in quarantine, when, and why. That stays when it is admitted after all.

ALTER TABLE quarantine ADD COLUMN discarded_by TEXT;
ALTER TABLE quarantine ADD COLUMN discarded_at INTEGER;
ALTER TABLE quarantine ADD COLUMN discard_reason TEXT;
