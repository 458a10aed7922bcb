import { closeSync, constants, existsSync, openSync, writeSync } from 'node:fs';
import { isAlive, type ProcessIdentity } from '../process/process-identity.ts';
import { signalProcess } from '../process/signal.ts';
import { pollUntil } from '../process/poll-until.ts';
import { attemptFiles } from './attempt-files.ts';
import { readIdentity } from './identity-file.ts';
import type { GateAnswer } from './spec.ts';

/** Exceeds the time for three lines of shell on a loaded machine. */
const ANSWER_WITHIN_MS = 10_000;
/** Starting waits for it, and a check takes microseconds. */
const LOOK_MS = 2;

/**
 * Lets the child at the gate execute the program. Idempotent.
 * @throws Error if the child does not answer
 */
export async function openGate(attemptDir: string): Promise<GateAnswer> {
  const answer = await tellGate(attemptDir, 'open');
  if (!answer) throw new Error(`the child at the gate of ${attemptDir} does not answer`);
  return answer;
}

/** Ends the child at the gate, so that the program never runs. `opened`: too late, the program runs or has run. */
export async function abortGate(attemptDir: string): Promise<GateAnswer> {
  const answer = await tellGate(attemptDir, 'abort');
  if (answer) return answer;
  const process = readIdentity(attemptFiles(attemptDir).process);
  if (process) signalProcess(process, 'SIGKILL');
  return (await answerOf(attemptDir, process)) ?? 'aborted';
}

async function tellGate(attemptDir: string, word: 'open' | 'abort'): Promise<GateAnswer | null> {
  const files = attemptFiles(attemptDir);
  const process = readIdentity(files.process);
  const settled = () => existsSync(files.opened) || !process || !isAlive(process);
  await pollUntil(() => settled() || push(files.gate, `${word}\n`), { withinMs: ANSWER_WITHIN_MS, everyMs: LOOK_MS });
  return answerOf(attemptDir, process);
}

async function answerOf(attemptDir: string, process: ProcessIdentity | null): Promise<GateAnswer | null> {
  const { opened } = attemptFiles(attemptDir);
  const over = () => !process || !isAlive(process);
  await pollUntil(() => existsSync(opened) || over(), { withinMs: ANSWER_WITHIN_MS, everyMs: LOOK_MS });
  const ended = over(); // before the last check of `opened`, because a program may start and end between two checks
  return existsSync(opened) ? 'opened' : ended ? 'aborted' : null;
}

/** Writes to a FIFO without waiting. Returns false if it has no reader. */
function push(fifo: string, text: string): boolean {
  try {
    const gate = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
    writeSync(gate, text);
    closeSync(gate);
    return true;
  } catch (error) {
    if (['ENXIO', 'ENOENT', 'EPIPE', 'EAGAIN'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
