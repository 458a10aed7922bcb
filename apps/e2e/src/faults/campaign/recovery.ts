import { setTimeout as sleep } from 'node:timers/promises';
import type { Choice } from '../clients/menu.ts';
import { send } from '../clients/send.ts';
import type { Nemesis } from '../nemesis/nemesis.ts';
import { durationOf, signalAndVictim, type FaultKind } from '../record/kinds.ts';
import { acknowledgement, type Ledger } from '../record/ledger.ts';
import { newestJobs } from '../system/requests.ts';
import type { System } from '../system/system.ts';
import { processesOfRuns } from '../system/targets.ts';
import { untilQuiet } from './quiet.ts';

/** Seconds after one fault on a quiet system. */
export interface Recovery {
  readonly kind: FaultKind;
  /** Until the first gateway acknowledged a command, sent when the fault began. */
  readonly taken: number;
  /** Until its job was running. */
  readonly runs: number;
}

const EVERY_MS = 100;
const PATIENCE_MS = 300_000;

export interface Alone {
  readonly system: System;
  readonly ledger: Ledger;
  readonly nemesis: Nemesis;
  readonly random: () => number;
  readonly sendCommand: (choice: Choice) => Promise<unknown>;
}

/** Applies one fault to a quiet system, and measures the time until a command is accepted and its job runs. */
async function recoverFrom(kind: FaultKind, alone: Alone): Promise<Recovery | undefined> {
  const { system, ledger, nemesis, random } = alone;
  await waitForVictim(kind, alone);
  const [shortest, longest] = durationOf(kind);
  const fault = nemesis.apply({ kind, duration: Math.min(longest, Math.max(shortest, 4_000)), pick: random() });
  const since = performance.now();
  const seconds = () => (performance.now() - since) / 1_000;
  const command = ledger.begin('submit', null);
  const params = { notes: system.notes.tasksFile, seed: 1, seconds: 1 };
  const body = { reason: command.token, pipeline: 'noted', sample_name: `S ${command.token}`, params };
  while (seconds() * 1_000 < PATIENCE_MS) {
    if (ledger.answer(command, await send(system.urls[0], system.token, command, body))) break;
    await sleep(EVERY_MS);
  }
  const taken = seconds();
  const job = acknowledgement(ledger.commands.at(-1)!)?.job_id;
  const hasStarted = async () =>
    (await newestJobs(system, 0)).some(({ job_id, status }) => job_id === job && status !== 'pending');
  while (seconds() * 1_000 < PATIENCE_MS && !(await hasStarted().catch(() => false))) await sleep(EVERY_MS);
  const runs = seconds();
  return (await fault) && { kind, taken, runs };
}

/** Submits a job if the fault needs a running one. */
async function waitForVictim(kind: FaultKind, { system, sendCommand }: Alone): Promise<void> {
  const victim = signalAndVictim(kind)?.victim;
  if (victim !== 'supervisor' && victim !== 'nextflow' && victim !== 'task') return;
  for (const since = performance.now(); performance.now() - since < PATIENCE_MS; await sleep(EVERY_MS)) {
    if (processesOfRuns(victim, system).length > 0) return;
    if ((await newestJobs(system, 0)).every(({ status }) => status === 'completed' || status === 'failed'))
      await sendCommand({ verb: 'submit', target: null });
  }
}

/** Repeatedly measures the recovery from each kind of fault. */
export async function recoveries(
  kinds: readonly FaultKind[],
  times: number,
  alone: Alone,
  say: (line: string) => void,
): Promise<Recovery[]> {
  const measured: Recovery[] = [];
  for (const kind of kinds.flatMap((each) => Array.from({ length: times }, () => each))) {
    const recovery = await recoverFrom(kind, alone);
    await alone.nemesis.heal();
    const { unready } = await untilQuiet(alone.system, alone.sendCommand);
    if (unready !== null) throw new Error(`After ${kind} alone: ${unready}`);
    if (recovery === undefined) continue;
    measured.push(recovery);
    say(`  ${kind}: command taken after ${recovery.taken.toFixed(1)} s, job runs after ${recovery.runs.toFixed(1)} s`);
  }
  return measured;
}
