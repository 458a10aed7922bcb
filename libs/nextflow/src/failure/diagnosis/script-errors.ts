import type { Diagnosis } from './diagnosis.ts';
import { exitText, type TaskFailure } from './task-failure.ts';

const UNSET = /\.command\.sh: line \d+: (\w+): unbound variable$/;
const SYNTAX = /\.command\.sh: line \d+: (syntax error .+)$/;

/** Diagnoses a script that bash itself aborted. */
export function scriptError(failure: TaskFailure): Diagnosis | null {
  const find = (sign: RegExp) => failure.lines.map((line) => sign.exec(line)?.[1]).findLast((found) => found);
  const exit = exitText(failure);
  const variable = find(UNSET);
  if (variable)
    return {
      what: `uses the variable ${variable}, which is not set${exit}`,
      advice: 'Set it, or correct the script',
    };
  const why = find(SYNTAX);
  return why ? { what: `has an error in its script${exit}`, why, advice: 'Correct the script' } : null;
}
