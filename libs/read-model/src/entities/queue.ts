import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import type { QueueState } from '@reprise/job';
import type { Row } from './row.ts';

export const QueueEntity = defineEntity({
  name: 'Queue',
  tableName: 'queue',
  properties: {
    name: p.text().primary(),
    last_seq: p.bigint('number'),
    state: p.json<QueueState>(),
  },
});
export type QueueRow = Row<InferEntity<typeof QueueEntity>>;
