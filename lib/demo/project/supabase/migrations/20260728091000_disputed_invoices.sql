alter type public.invoice_status add value if not exists 'disputed' after 'overdue';
