import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import type { AttemptView } from '@reprise/contracts';
import { time } from './iso-time.ts';
import type { Row } from './row.ts';

/** Numbers of attempts that started or ended in an hour or a day (UTC), for charts over long spans. */
export const ActivityEntity = defineEntity({
  name: 'Activity',
  tableName: 'activity',
  properties: {
    span: p.text().$type<'hour' | 'day'>().primary(),
    since: time().primary(),
    /** `started`, or the status of attempts that ended. */
    state: p.text().$type<'started' | AttemptView['status']>().primary(),
    /** Cause of the failure or cancel; empty for others, because a key has no nulls. */
    cause: p.text().primary(),
    /** Empty if no runner claimed the attempts. */
    runner_id: p.text().primary(),
    attempts: p.bigint('number'),
    /** Total time from the requests to the starts, in milliseconds; 0 for attempts that ended. */
    wait_ms: p.bigint('number'),
    /** Longest of these times. */
    longest_wait_ms: p.bigint('number'),
    /** Number of attempts that waited for longer than this. */
    waits_over_10_min: p.bigint('number'),
    waits_over_1_h: p.bigint('number'),
  },
});
export type ActivityRow = Row<InferEntity<typeof ActivityEntity>>;
