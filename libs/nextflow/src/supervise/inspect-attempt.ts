import { existsSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { isAlive, type ProcessIdentity } from '../process/process-identity.ts';
import { attemptFiles } from './attempt-files.ts';
import { readIdentity, readOptional } from './identity-file.ts';
import type { Ended, Inspection } from './spec.ts';

/** Determines the current state of an attempt, regardless of which process started it. */
export function inspectAttempt(attemptDir: string): Inspection {
  const files = attemptFiles(attemptDir);
  const process = readIdentity(files.process);
  if (!process) return { status: 'none' };

  const supervisor = readIdentity(files.supervisor);
  const supervised = supervisor !== null && isAlive(supervisor);
  // The supervisor is checked before the exit file. If it is dead and there is no exit file, there will be none.
  const recorded = readEnd(attemptDir, process);
  if (recorded) return recorded;
  const opened = existsSync(files.opened);
  if (supervised || isAlive(process)) return { status: opened ? 'running' : 'gated', process, supervised };
  return opened ? { status: 'vanished', process } : { status: 'aborted', process };
}

function readEnd(attemptDir: string, process: ProcessIdentity): Ended | null {
  const files = attemptFiles(attemptDir);
  const code = readOptional(files.exit)?.trim() ?? '';
  // Blank if the supervisor of an earlier release could not write the code.
  if (!/^\d{1,3}$/.test(code)) return null;
  if (!existsSync(files.opened)) return { status: 'aborted', process };
  const exit_code = Number(code);
  return {
    status: 'exited',
    process,
    exit_code,
    signal: signalOf(exit_code),
    ended_at: statSync(files.exit).mtime.toISOString(),
  };
}

/** Returns the signal of an exit code. A shell reports an end by signal N as 128 + N. */
export function signalOf(exitCode: number): string | null {
  const found = Object.entries(constants.signals).find(([, number]) => number === exitCode - 128);
  return found?.[0] ?? null;
}
