import { userInfo } from 'node:os';
import { GATEWAY_SOURCE, MACHINE_ACTOR, NO_ACCOUNT } from '@reprise/contracts';
import {
  entryAt,
  isQuarantined,
  isQuarantineRecord,
  makeEvent,
  newId,
  openJetStreamLog,
  type EventLog,
  type LogEntry,
} from '@reprise/event-log';
import { readSettings, withServers } from '@reprise/launcher';
import { confirm } from './confirm.ts';

export interface QuarantineFlags {
  /** Reason given by the operator. */
  readonly why: string;
  /** Confirms in advance that an event loses its effect. */
  readonly yes?: boolean;
}

/**
 * Records that a message in the log is quarantined. From the next start on, every reader receives its bytes but no
 * event. The record is itself an event in the log, so it is chained, signed and audited like any other.
 * @returns the exit code
 */
export async function quarantine(seq: number, { why, yes = false }: QuarantineFlags): Promise<number> {
  if (why.trim() === '') throw new Error('Give the reason: --why "…". It stays in the audit.');
  const settings = readSettings(process.env);
  return withServers(
    settings,
    async ({ natsUrl }) => {
      const { log } = await openJetStreamLog({ servers: natsUrl, name: 'reprise quarantine' });
      try {
        return await record(log, seq, why.trim(), yes);
      } finally {
        await log.close();
      }
    },
    { say: (line) => console.error(line) },
  );
}

async function record(log: EventLog, seq: number, reason: string, agreed: boolean): Promise<number> {
  const entry = await entryAt(log, seq);
  if (!entry)
    throw new Error(`The log has no message ${String(seq)}: it ends at ${String((await log.head()).last_seq)}.`);
  if (isQuarantineRecord(entry.subject))
    throw new Error(
      `Message ${String(seq)} is the record of a quarantine, which cannot be taken back or hidden. Nothing was changed.`,
    );
  if (isQuarantined(entry)) {
    console.log(`Message ${String(seq)} is already quarantined.`);
    return 0;
  }
  console.log(about(entry));
  if (entry.event && !agreed) await confirmLossOfEffect();
  const id = newId();
  const context = { id, correlation_id: id, causation_id: id, actor: MACHINE_ACTOR, source: GATEWAY_SOURCE };
  const data = { seq, stream_subject: entry.subject, operator: userInfo().username, reason };
  const event = makeEvent(
    { type: 'message_quarantined', subject: NO_ACCOUNT, data },
    { ...context, time: new Date().toISOString() },
  );
  const recorded = await log.append(event);
  console.log(
    `Quarantined, as event ${String(recorded.seq)}. ` +
      (entry.event
        ? 'Restart gateways and runners, then run npm run rebuild: the tables may hold what the message did.'
        : 'The message never had an effect: the tables need no rebuild.'),
  );
  return 0;
}

function about({ seq, subject, stored_at, payload, event, problem }: LogEntry): string {
  const what = event ? `the event ${event.type} of ${event.actor}` : `no event: ${problem ?? ''}`;
  return `Message ${String(seq)}, stored at ${stored_at} under ${subject}, ${String(payload.length)} bytes, is ${what}.`;
}

/** @throws Error if there is no terminal for the prompt, or the answer is no */
async function confirmLossOfEffect(): Promise<void> {
  const loss =
    'It is an event that can be read. In quarantine it has no effect any more: jobs may change their status.';
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new Error(`${loss}\nNothing was changed. To continue: add --yes`);
  console.log(loss);
  if (!(await confirm(process.stdin, process.stdout, 'Quarantine it?'))) throw new Error('Nothing was changed.');
}
