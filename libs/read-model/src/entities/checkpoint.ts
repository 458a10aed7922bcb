import { defineEntity, p } from '@mikro-orm/postgresql';

/** Position of the tables, and the log that they follow. */
export const CheckpointEntity = defineEntity({
  name: 'Checkpoint',
  tableName: 'checkpoint',
  properties: {
    name: p.text().primary(),
    last_seq: p.bigint('number'),
    /** `Head.created` of the log, verbatim. */
    stream_created: p.text(),
    /** Last chained entry, and its hash. */
    count: p.bigint('number'),
    hash: p.blob(),
  },
});
