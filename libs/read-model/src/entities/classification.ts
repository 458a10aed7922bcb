import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import type { DataOf } from '@reprise/contracts';
import { time } from './iso-time.ts';
import type { Row } from './row.ts';

/** Class recorded for a variant of a job. There is one row per event, and rows are never updated. */
export const ClassificationEntity = defineEntity({
  name: 'Classification',
  tableName: 'classification',
  properties: {
    seq: p.bigint('number').primary(),
    job_id: p.uuid(),
    /** `20-4680464-G-A`. */
    variant: p.text(),
    /** SHA-256 of the reference that the position refers to; null if none was recorded. */
    reference: p.text().nullable(),
    class: p.text(),
    at: time(),
    actor: p.text(),
    data: p.json<DataOf<'variant_classified'>>(),
  },
});
export type ClassificationRow = Row<InferEntity<typeof ClassificationEntity>>;
