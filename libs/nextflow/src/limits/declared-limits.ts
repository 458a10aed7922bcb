import { durationOf, wallTimeOf } from './time-text.ts';

/** `process NAME {`, up to its inputs or script. Directives come before them. */
const PROCESS = /^[ \t]*process\s+(\w+)\s*\{(.*?)(?=^[ \t]*(?:input|output|script|shell|exec|stub|when)\s*:|^\})/gms;
const TIME = /^[ \t]*time\s*\(?\s*(?:(['"])([^'"]+)\1|(\d[\w. ]*))/m;

/**
 * Returns the time limits that a script's processes declare, in milliseconds by simple name. Computed limits are
 * omitted.
 */
export function declaredLimits(script: string): Map<string, number> {
  const limits = new Map<string, number>();
  for (const [, name, directives] of script.matchAll(PROCESS)) {
    const [, , quoted, plain] = TIME.exec(directives!) ?? [];
    const limit = durationOf(quoted ?? plain ?? '');
    if (limit !== null) limits.set(name!, limit);
  }
  return limits;
}

/** Options of Slurm, PBS, LSF (minutes) and Grid Engine, as Nextflow writes them into `.command.run`. */
const WALL_TIME = /^#(?:SBATCH -t |PBS -l walltime=|BSUB -W |\$ -l h_rt=)([\d:-]+)/m;

/** Returns the time limit in milliseconds that a task's wrapper passes to a scheduler; null if there is none. */
export function scheduledLimit(wrapper: string): number | null {
  const given = WALL_TIME.exec(wrapper)?.[1];
  if (given === undefined) return null;
  // LSF expects hours and minutes.
  return wallTimeOf(wrapper.includes('#BSUB -W') && given.includes(':') ? `${given}:00` : given);
}
