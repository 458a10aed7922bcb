import type { Diagnosis } from './diagnosis.ts';
import { exitText, type TaskFailure } from './task-failure.ts';

type Sign = readonly [sign: RegExp, diagnose: (exit: string, ...found: string[]) => Diagnosis];

/** Ends the advice for a missing program. */
export const NAME_CONTAINER = 'or name a container that has it';

/** Messages of bash, `env` and the dynamic linker about programs that could not be run. */
const SIGNS: readonly Sign[] = [
  [
    /^(?:.*: )?(\S+): error while loading shared libraries: (\S+): cannot open/,
    (exit, program, library) => ({
      what: `needs the library ${library}, which ${program} does not find${exit}`,
      advice: `Install it, ${NAME_CONTAINER}`,
    }),
  ],
  [
    /^(?:.*: )?(\S+): (\/\S+): bad interpreter: No such file/,
    (exit, program, interpreter) => ({
      what: `needs ${interpreter}, with which ${program} is to be run, and which is not installed${exit}`,
      advice: `Install it, ${NAME_CONTAINER}`,
    }),
  ],
  [
    /^(?:.*: )?(\S+): cannot execute: required file not found/,
    (exit, program) => ({
      what: `cannot run ${program}${exit}: the interpreter in its first line, or its loader, is not installed`,
      advice: `Install it, ${NAME_CONTAINER}`,
      short: `cannot run ${program}: its interpreter is not installed`,
    }),
  ],
  [
    /^(?:\/usr\/bin\/)?env: [‘'](.+)[’']: No such file or directory/,
    (exit, program) => ({
      what: `needs ${program}, which is not installed where it ran${exit}`,
      advice: `Install it, ${NAME_CONTAINER}`,
    }),
  ],
  [
    /^(?:.*: )?(\S+): command not found$/,
    (exit, program) => ({
      what: `needs the command ${program}, which is not installed where it ran${exit}`,
      advice: `Install it, ${NAME_CONTAINER}`,
    }),
  ],
  [
    /^(?:.*: )?(\S+): cannot execute binary file/,
    (exit, program) => ({
      what: `cannot run ${program}${exit}: it is built for another kind of machine, or is not a program`,
      advice: 'Install a build for this machine',
    }),
  ],
  [
    /^(?:.*: )?(\S+): Is a directory$/,
    (exit, program) => ({
      what: `cannot run ${program}${exit}: it is a folder`,
      advice: 'Name the program in it',
    }),
  ],
];

/** Matches only at the start of a line of bash, because other programs print the same about their own files. */
const MISSING_PATH = /\.command\.sh: line \d+: (\/\S+): No such file or directory$/;

/** Diagnoses a program that could not be run: exit codes 126 and 127. */
export function programNotRun(failure: TaskFailure): Diagnosis | null {
  const { exitCode, lines } = failure;
  if (exitCode !== 126 && exitCode !== 127) return null;
  const exit = exitText(failure);
  for (const [sign, diagnose] of SIGNS) {
    const found = lines.map((line) => sign.exec(line)).findLast((match) => match !== null);
    if (found) return diagnose(exit, ...found.slice(1));
  }
  const path = lines.map((line) => MISSING_PATH.exec(line)?.[1]).findLast((match) => match !== undefined);
  if (path === undefined) return null;
  return {
    what: `needs the program ${path}, which is not there${exit}`,
    advice: 'Install it, or name the path where it is',
  };
}
