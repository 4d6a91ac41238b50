-- Why an order was not taken when it was handed over last.

ALTER TABLE orders ADD COLUMN last_error TEXT;
