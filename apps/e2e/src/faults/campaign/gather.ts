import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '@reprise/testing';
import { unrecorded } from '../checker/access-rules.ts';
import { isMissing } from '../checker/check.ts';
import { digestsOf } from '../checker/digests.ts';
import { knownAccess } from '../checker/known-access.ts';
import type { Observer } from '../checker/observer.ts';
import { readLog } from '../system/read-log.ts';
import type { Receiver } from '../checker/receiver.ts';
import { Mails } from '../checker/mails.ts';
import { storedUploads } from '../checker/stored-uploads.ts';
import type { Nemesis } from '../nemesis/nemesis.ts';
import type { AccessLedger } from '../record/access.ts';
import type { Digests, Facts, LoggedEvent } from '../record/facts.ts';
import type { Ledger } from '../record/ledger.ts';
import type { UploadLedger } from '../record/uploads.ts';
import { allJobs, slotHolders } from '../system/requests.ts';
import type { System } from '../system/system.ts';
import { markedProcesses } from '../system/targets.ts';
import { runCommand } from './run-command.ts';
import type { Subscriptions } from './subscriptions.ts';

/** A supervisor, which has no marker, and the last delivery end a while after the job. */
const ENDS_WITHIN_MS = 60_000;
/** Changes to access are in the log a few seconds after it answers again. */
const RECORDED_WITHIN_MS = 60_000;
const DELIVERED_WITHIN_MS = 240_000;
const EVERY_MS = 500;

export interface Sources {
  readonly system: System;
  readonly ledger: Ledger;
  readonly uploads: UploadLedger;
  readonly access: AccessLedger;
  readonly nemesis: Nemesis;
  readonly observer: Observer;
  readonly receiver: Receiver;
  /** Results of a run without faults. */
  readonly expected: Digests;
  readonly subscriptions: Subscriptions;
}

/** Records everything that the checker needs, while the system is quiet. */
export async function gatherFacts(sources: Sources, unready: string | null): Promise<Facts> {
  const {
    system,
    ledger,
    uploads,
    access: accessLedger,
    nemesis,
    observer,
    receiver,
    expected,
    subscriptions: { webhook, mail },
  } = sources;
  const strays = await last(() => markedProcesses(system.folder), ENDS_WITHIN_MS);
  const leftovers = await last(() => leftoversOf(system), ENDS_WITHIN_MS);
  const access = await answered(() => knownAccess(system, accessLedger), 'people and tokens');
  let events: LoggedEvent[] = [];
  await last(async () => {
    events = await answered(() => readLog(system.natsUrl), 'the log');
    return unrecorded(access, events);
  }, RECORDED_WITHIN_MS);
  const deliveries = { ...webhook, received: receiver.received };
  await last(() => events.filter(isMissing(deliveries)), DELIVERED_WITHIN_MS);
  const mails = new Mails(system, mail.id);
  await last(async () => {
    await answered(() => mails.look(), 'deliveries of e-mails');
    return events.filter(isMissing({ ...mail, received: mails.received }));
  }, DELIVERED_WITHIN_MS);
  const completed = (await answered(() => allJobs(system), 'all jobs')).filter(({ status }) => status === 'completed');
  const found = completed.map(({ job_id: job, attempt, output_dir }) => ({
    job,
    attempt,
    digests: digestsOf(output_dir ?? ''),
  }));
  return {
    commands: ledger.commands,
    events,
    launches: system.notes.launches(),
    tasks: system.notes.tasks(),
    faults: nemesis.applied,
    overlaps: observer.overlaps,
    alive: { most: observer.mostAlive, slots: system.slots },
    strays,
    leftovers,
    finalChanges: observer.finalChanges,
    held: await answered(() => slotHolders(system), 'queues'),
    results: { expected, found },
    uploads: await answered(() => storedUploads(system, uploads.uploads), 'uploads'),
    inputs: system.notes.inputs(),
    access,
    deliveries,
    mails: { ...mail, received: mails.received, replayed: mails.replayed },
    runs: [await runCommand('verify', system), await runCommand('rebuild', system)],
    unready,
  };
}

/** Polls until nothing is found or the time is up, and returns the last findings. */
async function last<T>(look: () => readonly T[] | Promise<readonly T[]>, milliseconds: number): Promise<readonly T[]> {
  for (const since = performance.now(); ; await sleep(EVERY_MS)) {
    const found = await look();
    if (found.length === 0 || performance.now() - since > milliseconds) return found;
  }
}

/** Tasks on the executors. They must answer, because they are healed. */
const leftoversOf = async ({ executors }: System): Promise<readonly string[]> =>
  executors ? waitUntil(() => executors.leftovers(), { every: EVERY_MS, what: 'Slurm and Docker answer' }) : [];

/** Repeats a request until it succeeds, because a busy machine may be late. @throws Error after five minutes */
const answered = <T extends object>(ask: () => Promise<T>, what: string): Promise<T> =>
  waitUntil(() => ask().catch(() => undefined), { every: EVERY_MS, what: `${what} can be read` });
