-- Why an order was not taken when it was handed over last.

ALTER TABLE qq_cgi.orders ADD COLUMN last_error TEXT COLLATE "C";
