-- Two functions whose argument types differ beyond the 63 bytes that a name has.
create function public.compute(timestamp with time zone, timestamp with time zone, timestamp with time zone, integer)
  returns integer language sql as 'select 1';
create function public.compute(timestamp with time zone, timestamp with time zone, timestamp with time zone, text)
  returns integer language sql as 'select 1';
