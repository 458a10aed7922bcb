import { readFileSync } from 'node:fs';
import pWaitFor from 'p-wait-for';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';
import type { ServerCommand } from './server-command.ts';
import { spawnLogged } from './spawn-logged.mjs';

export interface ServerProcess {
  readonly identity: ProcessIdentity;
  readonly logFile: string;
  /** Size of the log when it started, in bytes. */
  readonly logStart: number;
  /** How it ended, such as `code 1` or `SIGKILL`. */
  readonly ended: Promise<string>;
}

const shownOnFailure = 8;

/** A started process that may not be ready yet. */
export interface Launched {
  readonly process: ServerProcess;
  /** Waits until it is ready. @throws Error if it ended first, or on timeout */
  readonly ready: () => Promise<unknown>;
}

/** Waits until a launched process is ready. Kills it if it does not become ready. */
export async function started(launched: Launched): Promise<ServerProcess> {
  try {
    await launched.ready();
    return launched.process;
  } catch (error) {
    await stopProcess(launched.process.identity, 'SIGKILL', 0);
    throw error;
  }
}

/** Starts a process as a child of this process, or of a process that acts on its behalf. */
export type StartProcess = (command: ServerCommand) => Promise<ServerProcess>;

/**
 * Starts a process in its own session, so that Ctrl-C at the terminal only reaches the process that stops everything in
 * order. It outlives its parent.
 * @throws Error if the command cannot be started
 */
export async function startProcess(command: ServerCommand): Promise<ServerProcess> {
  const { child, pid, logStart } = await spawnLogged(command);
  const ended = new Promise<string>((resolve) => {
    const end = (code: number | null, signal: string | null) => resolve(signal ?? `code ${String(code)}`);
    if (child.exitCode !== null || child.signalCode !== null) end(child.exitCode, child.signalCode);
    else child.once('exit', end);
  });
  return { identity: identityOf(pid), logFile: command.logFile, logStart, ended };
}

/** Returns the identity of a process that was just started, even if it has ended since. */
export const identityOf = (pid: number): ProcessIdentity => identify(pid) ?? { pid, started: 'ended at once' };

/** @throws Error with the end of its log, if the process has ended */
export function assertRunning(process: ServerProcess, name: string): void {
  if (isRunning(process.identity)) return;
  const isFrame = (line: string) => /^\s+at /.test(line);
  const log = readFileSync(process.logFile).subarray(process.logStart).toString('utf8').trimEnd().split('\n');
  const lines = log.filter((line) => !isFrame(line)).slice(-shownOnFailure);
  throw new Error(
    [`${name} did not start; the end of ${process.logFile}:`, ...lines.map((line) => `    ${line}`)].join('\n'),
  );
}

/** Sends a signal, waits for the process to end, and kills it after the deadline. No-op if it has ended. */
export async function stopProcess(
  identity: ProcessIdentity,
  signal: NodeJS.Signals,
  milliseconds: number,
): Promise<void> {
  sendSignal(identity, signal);
  if (await endsWithin(identity, milliseconds)) return;
  sendSignal(identity, 'SIGKILL');
  await endsWithin(identity, 5_000);
}

function sendSignal(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (isRunning(identity)) process.kill(identity.pid, signal);
}

async function endsWithin(identity: ProcessIdentity, milliseconds: number): Promise<boolean> {
  const hasEnded = () => !isRunning(identity) && pWaitFor.resolveWith(true);
  return pWaitFor<boolean>(hasEnded, { timeout: { milliseconds, fallback: () => !isRunning(identity) } });
}
