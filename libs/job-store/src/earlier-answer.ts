import { isLifecycle, jobKindFilter, type DataOf, type RefusedType } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import type { RefusalCode } from '@reprise/job';
import type { CommandContext } from './command-context.ts';
import { IdempotencyKeyReusedError } from './errors.ts';
import type { Handled } from './handled.ts';

/**
 * Returns the answer that a repeatable command got before; null where it is new. The log knows: an accepted command's
 * first event has its id, and so has the event of a refusal.
 * @throws IdempotencyKeyReusedError the key came before with another body
 */
export async function earlierAnswer(log: EventLog, jobId: string, context: CommandContext): Promise<Handled | null> {
  const filters = [jobKindFilter(jobId, 'life'), jobKindFilter(jobId, 'refused')];
  for await (const { event } of log.read(filters)) {
    if (event?.id !== context.id) continue;
    if (event.causation_id !== context.causation_id) throw new IdempotencyKeyReusedError();
    if (isLifecycle(event)) return { outcome: 'accepted', seq: event.seq, command_id: event.id, repeated: true };
    const { refusal, detail } = event.data as DataOf<RefusedType>;
    return { outcome: 'refused', code: refusal as RefusalCode, detail, repeated: true };
  }
  return null;
}
