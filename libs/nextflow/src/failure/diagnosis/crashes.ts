import { endedProgram, plainLine } from '../printed/plain-line.ts';
import type { Diagnosis } from './diagnosis.ts';
import { exitText, type TaskFailure } from './task-failure.ts';

/** Bash's description of the signal, and the resulting exit code. */
interface Crash {
  readonly signal: string;
  readonly exitCode: number;
  readonly what: string;
  readonly advice: string;
}

const CHECK = 'Check its input and the version of the program';
const CRASHES: readonly Crash[] = [
  { signal: 'Segmentation fault', exitCode: 139, what: 'crashed with a segmentation fault', advice: CHECK },
  {
    signal: 'Bus error',
    exitCode: 135,
    what: 'crashed with a bus error',
    advice: 'Check that no file that it reads is truncated while it runs, and that neither /dev/shm nor a disk is full',
  },
  {
    signal: 'Illegal instruction',
    exitCode: 132,
    what: 'crashed with an illegal instruction',
    advice: "Install a build of the program that this machine's processor can run",
  },
  { signal: 'Aborted', exitCode: 134, what: 'crashed: its program aborted', advice: CHECK },
  { signal: 'Floating point exception', exitCode: 136, what: 'crashed with an arithmetic error', advice: CHECK },
  { signal: 'Trace/breakpoint trap', exitCode: 133, what: 'crashed with a trap', advice: CHECK },
  {
    signal: 'CPU time limit exceeded',
    exitCode: 152,
    what: 'used more processor time than its limit allows',
    advice: 'Raise or remove the limit (ulimit -t, or RLIMIT_CPU of the runner)',
  },
  {
    signal: 'File size limit exceeded',
    exitCode: 153,
    what: 'wrote a larger file than its limit allows',
    advice: 'Raise or remove the limit (ulimit -f, or RLIMIT_FSIZE of the runner)',
  },
];

/** Diagnoses a program that the kernel killed for an illegal operation. */
export function crash(failure: TaskFailure): Diagnosis | null {
  const { exitCode, lines } = failure;
  const reported = lines.map((line) => endedProgram(line)).findLast((signal) => signal !== null);
  const found = CRASHES.find(({ signal, exitCode: code }) => signal === reported || code === exitCode);
  if (!found) return null;
  const { what, advice } = found;
  const said = lines.findLast((line) => OWN_WORDS.test(line) && endedProgram(line) === null);
  const why = said === undefined ? null : plainLine(said);
  return { what: `${what}${exitText(failure)}`, why, advice, short: why ?? what };
}

/** Crash messages of a program. Other lines only precede the crash. */
const OWN_WORDS = /\bassert|terminate called|what\(\)|corrupt|\berror\b|\bfatal\b/i;
