import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import type { Isolation } from '../isolate/isolation.ts';
import { signalGroup } from '../process/signal.ts';
import { compileCommand, type Compilation } from './compile-command.ts';
import { locateErrors, type ScriptError } from './locate-errors.ts';
import { readLintErrors, readRunErrors } from './read-compile-errors.ts';

export interface CompileSpec extends Compilation {
  readonly env: Readonly<Record<string, string>>;
  /** Isolation of the tasks, because a config and code outside of workflows are executed. */
  readonly isolation: Isolation;
  /** Aborts running compilers. */
  readonly signal?: AbortSignal;
}

/** A cold JVM on a busy machine takes seconds; a pipeline with a hundred modules takes a few more. */
const MOST_MS = 120_000;
const MOST_CHARACTERS = 1 << 20;
/** Jobs take precedence. From -20 to 19; source: setpriority(2). */
const NICENESS = 10;

/**
 * Compiles a pipeline's script and config, and returns the errors; null if unknown, because Nextflow failed for another
 * reason. Starts no task.
 */
export async function compileScript(spec: CompileSpec): Promise<readonly ScriptError[] | null> {
  const argv = compileCommand(spec);
  const printed = argv && (await outputOf(argv, spec));
  if (printed === null) return null;
  const errors = spec.isStrict ? readLintErrors(printed) : readRunErrors(printed);
  return errors && locateErrors(errors, spec);
}

/** Returns Nextflow's output; null if it cannot be started, or does not end in time. */
async function outputOf(argv: readonly string[], spec: CompileSpec): Promise<string | null> {
  const { isolation, nextflow, sources, scratch, env } = spec;
  const late = AbortSignal.timeout(MOST_MS);
  const over = spec.signal ? AbortSignal.any([spec.signal, late]) : late;
  const isOver = () => over.aborted;
  if (isOver()) return null;
  const prefix = isolation.prefix({ cwd: scratch, paths: [nextflow, sources], writable: [scratch] });
  const [command = '', ...args] = [...prefix, ...argv];
  const child = spawn(command, args, { cwd: scratch, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const ended = once(child, 'close').then(
    () => true,
    () => false,
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      if (printed.length < MOST_CHARACTERS) printed += part;
    });
  if (child.pid === undefined) return (await ended, null);
  const group = child.pid;
  setPriority(group, NICENESS);
  const kill = () => signalGroup(group, 'SIGKILL');
  over.addEventListener('abort', kill);
  const isEnded = await ended;
  over.removeEventListener('abort', kill);
  kill(); // leftovers, if any
  return isEnded && !isOver() ? printed : null;
}
