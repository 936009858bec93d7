create schema supabase_functions;
create function supabase_functions.http_request() returns trigger language plpgsql as 'begin return new; end';
create table t (id int);
create trigger same_but_for_secrets after insert on t for each row execute function supabase_functions.http_request('https://x.example/hook?apikey=two', 'POST', '{"Authorization":"Bearer two","Content-type":"application/json"}', '{}', '1000');
create trigger other_address after insert on t for each row execute function supabase_functions.http_request('https://y.example/hook', 'POST', '{"Content-type":"application/json"}', '{}', '1000');
create trigger other_headers after insert on t for each row execute function supabase_functions.http_request('https://x.example/hook', 'POST', '{"Content-type":"application/json","x-other":"one"}', '{}', '5000');
