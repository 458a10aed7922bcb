import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { PREPARED } from '../prepared-statements.ts';
import type { ActivityCounts } from './count-activity.ts';

const KEY = { span: 'text', since: 'timestamptz', state: 'text', cause: 'text', runner_id: 'text' } as const;
const COUNTS = ['attempts', 'wait_ms', 'longest_wait_ms', 'waits_over_10_min', 'waits_over_1_h'] as const;
const keys = Object.keys(KEY) as (keyof typeof KEY)[];
const types = [...Object.values(KEY), ...COUNTS.map(() => 'bigint')];

const STATEMENT = `${PREPARED} insert into activity (${[...keys, ...COUNTS].join(', ')})
  select * from unnest(${types.map((type, n) => `$${String(n + 1)}::${type}[]`).join(', ')})
  on conflict (${keys.join(', ')})
  do update set ${COUNTS.map(addedTo).join(', ')}`;

function addedTo(name: (typeof COUNTS)[number]): string {
  const both = [`activity.${name}`, `excluded.${name}`];
  return `${name} = ${name === 'longest_wait_ms' ? `greatest(${both.join(', ')})` : both.join(' + ')}`;
}

/** Adds counts to the rows of the table, in the transaction of `tx` if there is one. */
export async function addActivity(tx: EntityManager, counts: ActivityCounts): Promise<void> {
  const rows = [...counts.values()];
  if (rows.length === 0) return;
  const values = [...keys, ...COUNTS].map((name) => rows.map((row) => row[name]));
  await tx.getKysely().executeQuery(CompiledQuery.raw(STATEMENT, values));
}
