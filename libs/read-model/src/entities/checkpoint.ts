import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import type { Row } from './row.ts';

/** How far the tables follow the log, and which log. */
export const CheckpointEntity = defineEntity({
  name: 'Checkpoint',
  tableName: 'checkpoint',
  properties: {
    name: p.text().primary(),
    last_seq: p.bigint('number'),
    /** `Head.created` of the log, word for word. */
    stream_created: p.text(),
    /** Entries up to here, and the hash of the last one. */
    count: p.bigint('number'),
    hash: p.blob(),
  },
});
export type CheckpointRow = Row<InferEntity<typeof CheckpointEntity>>;
