import {
  isLifecycle,
  isUnchangedType,
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
 * Returns the response that a repeatable command received before; null if it is new. Reads the log, in which the first
 * event of an accepted command, or its refusal event, has the command's id.
 * @throws IdempotencyKeyReusedError if the key was used with a different body
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
 * Returns the response that a repeatable command to a queue or a runner received before; null if it is new, or was
 * refused, because refusals of such commands are not recorded.
 * @throws IdempotencyKeyReusedError if the key was used with a different body
 */
export async function earlierAccepted(
  entries: AsyncIterable<LogEntry>,
  { id, causation_id }: CommandContext,
): Promise<Handled | null> {
  for await (const { event } of entries) {
    if (event?.id !== id) continue;
    if (event.causation_id !== causation_id) throw new IdempotencyKeyReusedError();
    return { ...answered(event), seq: event.seq, command_id: id, last_seq: event.seq };
  }
  return null;
}

function accepted(first: Recorded<LifecycleEvent>, events: readonly RecordedEvent[]): Handled {
  const { id, seq, causation_id } = first;
  const last = events.findLast((event) => event.causation_id === causation_id)!;
  return { ...answered(first), seq, command_id: id, last_seq: last.seq };
}

const answered = ({ type }: RecordedEvent) =>
  ({ outcome: isUnchangedType(type) ? 'already_so' : 'accepted', repeated: true }) as const;

function refused({ seq, data }: RecordedEvent): Handled {
  const { refusal, detail } = data as DataOf<RefusedType>;
  return { outcome: 'refused', code: refusal as RefusalCode, detail, last_seq: seq, repeated: true };
}
