import { sql } from 'kysely';

/**
 * Query for the actors that have entries, in order. A condition on `actor` may follow. Skips from one name to the next
 * in the index instead of reading every entry.
 */
export const actorNames = sql<{ actor: string }>`
  with recursive names as (
    (select actor from audit where actor is not null order by actor limit 1)
    union all
    select (select actor from audit where actor > names.actor order by actor limit 1) from names
    where names.actor is not null)
  select actor from names where actor is not null`;
