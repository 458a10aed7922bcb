import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import type { DataOf } from '@reprise/contracts';
import { time } from './iso-time.ts';
import type { Row } from './row.ts';

/** Signature of a classification. There is one row per event, and rows are never updated. */
export const SignatureEntity = defineEntity({
  name: 'Signature',
  tableName: 'signature',
  properties: {
    seq: p.bigint('number').primary(),
    job_id: p.uuid(),
    /** Sequence of the classification event. */
    classification: p.bigint('number'),
    at: time(),
    actor: p.text(),
    data: p.json<DataOf<'variant_signed'>>(),
  },
});
export type SignatureRow = Row<InferEntity<typeof SignatureEntity>>;
