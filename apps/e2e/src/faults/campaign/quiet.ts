import { waitUntil } from '@reprise/testing';
import { QUEUE, type Choice } from '../clients/menu.ts';
import { allJobs, isFinal, runnersOf } from '../system/requests.ts';
import { isReady, type System } from '../system/system.ts';

const READY_WITHIN_MS = 600_000;
const QUIET_WITHIN_MS = 600_000;
const LOOK_EVERY_MS = 500;

export interface Quiet {
  /** Seconds from healing until everything was ready, and until every job had ended. */
  readonly ready: number;
  readonly quiet: number;
  /** Part that was ready last; empty if all were ready at once. */
  readonly slowest: string;
  /** Reason if it did not; null if it did. */
  readonly unready: string | null;
}

interface After {
  /** Time when everything was healed, by `performance.now()`. */
  readonly since?: number;
  /** Resolves when no client sends commands any more. */
  readonly clients?: Promise<unknown>;
}

/**
 * Waits until both gateways and all runners are ready and every job has ended, and resumes whatever is paused.
 * @param send sends a command as a client does
 */
export async function untilQuiet(
  system: System,
  send: (choice: Choice) => Promise<unknown>,
  { since = performance.now(), clients = Promise.resolve() }: After = {},
): Promise<Quiet> {
  const seconds = () => (performance.now() - since) / 1_000;
  let slowest = '';
  const look = async () => {
    const parts = await unreadyParts(system).catch((error: unknown) => String(error));
    if (parts !== '') slowest = parts;
    return parts;
  };
  const notReady = await waitFor(look, READY_WITHIN_MS);
  const ready = seconds();
  await clients;
  if (notReady !== null)
    return { ready, quiet: ready, slowest, unready: `not ready after ${ready.toFixed(0)} s: ${notReady}` };
  await send({ verb: 'resume_queue', target: QUEUE });
  const open = await waitFor(() => openJobs(system, send), QUIET_WITHIN_MS);
  const quiet = seconds();
  return { ready, quiet, slowest, unready: open === null ? null : `not quiet after ${quiet.toFixed(0)} s: ${open}` };
}

/** Polls until the function returns an empty string. Returns its last result if that takes too long. */
async function waitFor(look: () => Promise<string>, milliseconds: number): Promise<string | null> {
  let found = '';
  const isOver = async () => (found = await look().catch(String)) === '';
  return waitUntil(isOver, { every: LOOK_EVERY_MS, milliseconds, what: 'nothing is left to wait for' }).then(
    () => null,
    () => found,
  );
}

async function unreadyParts(system: System): Promise<string> {
  const gateways = await Promise.all(system.urls.map(isReady));
  const ready = (await runnersOf(system)).filter(({ alive, holds_back }) => alive && holds_back === null).length;
  const parts = [
    ...gateways.map((is, index) => (is ? '' : `gateway ${String(index + 1)} is not ready`)),
    ready === system.runners ? '' : `${String(ready)} runners take jobs`,
    (await system.cluster?.problem()) ?? '',
  ];
  return parts.filter(Boolean).join(', ');
}

async function openJobs(system: System, send: (choice: Choice) => Promise<unknown>): Promise<string> {
  const open = (await allJobs(system)).filter((job) => !isFinal(job));
  for (const { job_id: target, allowed_actions } of open)
    if (allowed_actions.includes('unpause')) await send({ verb: 'unpause', target });
  return open.map(({ job_id, status, pending_action }) => `${job_id} ${status} ${pending_action ?? ''}`).join(', ');
}
