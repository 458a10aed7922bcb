import type { RecordedEvent } from '@reprise/contracts';
import type { SignatureRow } from '../entities/index.ts';

/** Returns the rows that events add to the table of signatures. */
export const signatureRows = (events: readonly RecordedEvent[]): SignatureRow[] =>
  events.flatMap((event) => {
    if (event.type !== 'variant_signed') return [];
    const { seq, subject: job_id, time: at, actor, data } = event;
    return [{ seq, job_id, classification: data.classification, at, actor, data }];
  });
