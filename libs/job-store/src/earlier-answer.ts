import {
  isLifecycle,
  jobKindFilter,
  type DataOf,
  type LifecycleEvent,
  type Recorded,
  type RecordedEvent,
  type RefusedType,
} from '@reprise/contracts';
import { eventsOf, type EventLog, type LogEntry } from '@reprise/event-log';
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
  const events = await eventsOf(log.read(filters));
  const first = events.find(({ id }) => id === context.id);
  if (!first) return null;
  if (first.causation_id !== context.causation_id) throw new IdempotencyKeyReusedError();
  return isLifecycle(first) ? accepted(first, events) : refused(first);
}

/**
 * The same among events of a queue or a runner, whose refusals are not recorded: null, too, where it changed nothing then.
 * @throws IdempotencyKeyReusedError the key came before with another body
 */
export async function earlierAccepted(
  entries: AsyncIterable<LogEntry>,
  { id, causation_id }: CommandContext,
): Promise<Handled | null> {
  for await (const { event } of entries) {
    if (event?.id !== id) continue;
    if (event.causation_id !== causation_id) throw new IdempotencyKeyReusedError();
    return { outcome: 'accepted', seq: event.seq, command_id: id, last_seq: event.seq, repeated: true };
  }
  return null;
}

function accepted({ id, seq, causation_id }: Recorded<LifecycleEvent>, events: readonly RecordedEvent[]): Handled {
  const last = events.findLast((event) => event.causation_id === causation_id)!;
  return { outcome: 'accepted', seq, command_id: id, last_seq: last.seq, repeated: true };
}

function refused({ seq, data }: RecordedEvent): Handled {
  const { refusal, detail } = data as DataOf<RefusedType>;
  return { outcome: 'refused', code: refusal as RefusalCode, detail, last_seq: seq, repeated: true };
}
