import { derivedId } from '@reprise/event-log';
import { databaseOf, inTransaction, type ReadModel } from '@reprise/read-model';
import { sql } from 'kysely';
import type { BatchJob, EndedBatch } from '../events/ended-batch.ts';
import { webhooksOf } from '../database.ts';
import type { Notice } from '../messages/notice.ts';
import { insertMessages, type NewMessage } from './insert-messages.ts';
import { isEnded, matchesEndedJob } from './ended-job.ts';
import { groupBy } from '../group-by.ts';

/** Type of a delivery about a batch. */
const BATCH_ENDED = 'batch_ended';

/**
 * Creates a delivery for each subscription that waits for a batch whose jobs have all ended, unless no job ended in a
 * way that it asks for. A batch that ran again has another message.
 * @param noticeOf makes the message, as channels for people store it
 */
export const enqueueEndedBatches = (
  readModel: ReadModel,
  now: string,
  noticeOf: (batch: EndedBatch) => Notice,
): Promise<void> =>
  inTransaction(readModel, async (em) => {
    const db = webhooksOf(em);
    const waiting = await db
      .selectFrom('batch_wait')
      .innerJoin('subscription', 'subscription.webhook_id', 'batch_wait.webhook_id')
      .select(['subscription.webhook_id', 'batch_id', 'url', 'event_types', 'filter', 'quiet_hours', 'one_message_per'])
      .where('waiting_since', 'is not', null)
      .where('disabled_at', 'is', null)
      .orderBy('batch_wait.batch_id')
      .orderBy('batch_wait.webhook_id')
      .forUpdate('batch_wait')
      .skipLocked()
      .execute();
    for (const [batch_id, subscribed] of groupBy(waiting, (one) => one.batch_id)) {
      const { rows: jobs } = await sql<BatchJob>`
        select batch_name, status, cause, qc, pipeline, sample_name, labels, created_by, completed_at, last_seq,
          coalesce((state #>> '{interruption,is_due}')::boolean, false) as is_resume_due
        from job where batch_id = ${batch_id}::uuid order by created_at, job_id`.execute(databaseOf(em));
      if (jobs.length === 0 || !jobs.every((job) => isEnded(job, Date.parse(now)))) continue;
      const batch = { batch_id, jobs };
      const sent_seq = Math.max(...jobs.map(({ last_seq }) => Number(last_seq)));
      const informed = subscribed.filter((one) => jobs.some((job) => matchesEndedJob(job, one)));
      const message = messageOf(batch, sent_seq, noticeOf(batch));
      await insertMessages(
        db,
        informed.map((to) => ({ to, message })),
        now,
      );
      await db
        .updateTable('batch_wait')
        .set({ waiting_since: null, sent_seq })
        .where('batch_id', '=', batch_id)
        .where(
          'webhook_id',
          'in',
          subscribed.map(({ webhook_id }) => webhook_id),
        )
        .execute();
    }
  });

function messageOf({ batch_id }: EndedBatch, seq: number, notice: Notice): NewMessage {
  const event_id = derivedId('batch ended', batch_id, String(seq));
  return { event_id, seq, event_type: BATCH_ENDED, job_id: null, sample_name: null, body: JSON.stringify(notice) };
}
