-- Which of a provider's events a webhook was there for: those before its first one it never gets.

alter table webhook_delivery add column first_sequence bigint default 1 not null;
