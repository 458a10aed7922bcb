import type { RecordedEvent } from '@reprise/contracts';
import type { ClassificationRow } from '../entities/index.ts';

/** Returns the rows that events add to the table of classifications. */
export const classificationRows = (events: readonly RecordedEvent[]): ClassificationRow[] =>
  events.flatMap((event) => {
    if (event.type !== 'variant_classified') return [];
    const { seq, subject: job_id, time: at, actor, data } = event;
    const { chrom, pos, ref, alt } = data.variant;
    const variant = `${chrom}-${String(pos)}-${ref}-${alt}`;
    return [{ seq, job_id, variant, reference: data.reference?.sha256 ?? null, class: data.class, at, actor, data }];
  });
