import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import type { Row } from './row.ts';

/** An event that is stored in the audit table with its raw bytes, but quarantined. */
export const QuarantinedEntity = defineEntity({
  name: 'Quarantined',
  tableName: 'set_aside',
  properties: {
    /** Sequence of its row in the audit. */
    seq: p.bigint('number').primary(),
    reason: p.text(),
  },
});
export type QuarantinedRow = Row<InferEntity<typeof QuarantinedEntity>>;
