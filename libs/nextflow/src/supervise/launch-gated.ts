import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { makeCgroup, removeCgroup } from '../process/cgroup.ts';
import { isAlive } from '../process/process-identity.ts';
import { pollUntil } from '../process/poll-until.ts';
import { attemptFiles } from './attempt-files.ts';
import { readIdentity } from './identity-file.ts';
import { installScript } from './install-script.ts';
import type { Launch, LaunchSpec } from './spec.ts';

/** Exit codes of supervise.sh. */
const LOCKED = 75;
const USED = 76;
/** Starting waits for it, and a check takes microseconds. */
const LOOK_MS = 2;

/**
 * Starts a supervisor, and under it a child that waits at the gate. A starter that was restarted finds the child with
 * `inspectAttempt`.
 */
export async function launchGated(spec: LaunchSpec): Promise<Launch> {
  const files = attemptFiles(spec.attemptDir);
  await mkdir(spec.attemptDir, { recursive: true });
  if (existsSync(files.process)) return { status: 'used' };

  const cgroup = spec.cgroup === 'auto' ? makeCgroup() : null;
  const launch = await startSupervisor(spec, cgroup);
  if (cgroup && launch.status !== 'gated') removeCgroup(cgroup);
  return launch;
}

async function startSupervisor(spec: LaunchSpec, cgroup: string | null): Promise<Launch> {
  const files = attemptFiles(spec.attemptDir);
  await Promise.all([installScript('supervise', files.superviseScript), installScript('gate', files.gateScript)]);
  const marker = Object.entries(spec.marker).map(([name, value]) => `${name}=${value}`);
  const program = [...(spec.prefix ?? []), ...spec.argv];
  const child = ['env', ...marker, 'sh', files.gateScript, spec.attemptDir, spec.launchDir, cgroup ?? '', ...program];

  const errors = await open(files.supervisorLog, 'a');
  const supervisor = spawn('/bin/sh', [files.superviseScript, spec.attemptDir, spec.lockFile, ...child], {
    detached: true,
    cwd: '/',
    env: unmarked(spec),
    stdio: ['ignore', 'ignore', errors.fd],
  });
  supervisor.unref();
  // Before any await, because a supervisor that fails at once would go unnoticed otherwise.
  const supervised = { ended: null as number | string | null };
  supervisor.once('exit', (code, signal) => {
    supervised.ended = code ?? signal;
    // The child seen at the gate belonged to an earlier supervisor of this dir.
    if (cgroup && (code === LOCKED || code === USED)) removeCgroup(cgroup);
  });
  supervisor.once('error', (error) => (supervised.ended = error.message));
  await errors.close();

  await pollUntil(() => existsSync(files.process) || supervised.ended !== null, { everyMs: LOOK_MS });
  if (supervised.ended === USED) return { status: 'used' };
  if (supervised.ended === LOCKED) return { status: (await childOfAnother(spec)) ? 'used' : 'locked' };
  const process = readIdentity(files.process);
  if (process) return { status: 'gated', process };
  const output = [await text(files.supervisorLog), await text(files.stdout)].join('').trim();
  return { status: 'failed', reason: output || `the supervisor ended with ${supervised.ended}` };
}

/**
 * Whether the lock belongs to a supervisor of the same attempt dir whose starter died. Its child appears sooner or
 * later.
 */
async function childOfAnother({ attemptDir }: LaunchSpec): Promise<boolean> {
  const { process, supervisor } = attemptFiles(attemptDir);
  const other = readIdentity(supervisor);
  await pollUntil(() => existsSync(process) || !other || !isAlive(other));
  return existsSync(process);
}

/**
 * Removes the marker. Otherwise a sweep would end the supervisor, as a process of the attempt, before it has recorded
 * the end.
 */
function unmarked({ env, marker }: LaunchSpec): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !(name in marker)));
}

const text = (path: string) => readFile(path, 'utf8').catch(() => '');
