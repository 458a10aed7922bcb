import { readdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute } from 'node:path';
import type { FieldProblem, Params, PipelineCheck } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { candidatesBeside, isReplaced } from '../paths/beside-paths.ts';
import { cpusProblem, memoryProblem, type Capacity } from './capacity.ts';

type Check<K extends PipelineCheck['kind']> = Extract<PipelineCheck, { kind: K }>;

/** Failed checks by their severity. */
export interface FailedChecks {
  readonly errors: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/**
 * Runs a manifest's checks on parameters with permitted paths. Reports one error per parameter, and every warning
 * before it.
 * @param isWrong whether a parameter already has an error and is skipped
 * @param capacity capacity of the largest runner; null if unknown
 */
export async function runChecks(
  { manifest, schema }: Pipeline,
  params: Params,
  isWrong: (param: string) => boolean,
  capacity: Capacity | null,
): Promise<FailedChecks> {
  const errors: FieldProblem[] = [];
  const warnings: FieldProblem[] = [];
  for (const check of manifest.checks) {
    if (isWrong(check.param) || errors.some(({ field }) => field === `params.${check.param}`)) continue;
    const value = params[check.param] ?? schema?.properties[check.param]?.default;
    if (value === undefined || value === null || value === '') continue;
    const message = await problemOf(check, value, params, capacity);
    if (!message) continue;
    const found = { field: `params.${check.param}`, message: check.note ? `${message}. ${check.note}` : message };
    (check.severity === 'warning' ? warnings : errors).push(found);
  }
  return { errors, warnings };
}

function problemOf(check: PipelineCheck, value: unknown, params: Params, capacity: Capacity | null) {
  switch (check.kind) {
    case 'fastq_pairs':
      return isLocal(value) ? pairsProblem(check, value) : null;
    case 'files_beside':
      return isLocal(value) ? besideProblem(check, value, params) : null;
    case 'cpus':
      return capacity && cpusProblem(value, capacity);
    case 'memory':
      return capacity && memoryProblem(value, check.unit, capacity);
  }
}

const isLocal = (value: unknown): value is string => typeof value === 'string' && isAbsolute(value);

/** Names in a folder; null if it cannot be read here, which is not reported. */
const namesIn = (folder: string): Promise<string[] | null> => readdir(folder).catch(() => null);

async function pairsProblem({ suffixes }: Check<'fastq_pairs'>, folder: string): Promise<string | null> {
  const names = await namesIn(folder);
  if (!names) return null;
  const [first, second] = suffixes;
  const samplesOf = (suffix: string) =>
    names.filter((name) => name.endsWith(suffix) && name !== suffix).map((name) => name.slice(0, -suffix.length));
  const [firsts, seconds] = [samplesOf(first), samplesOf(second)];
  if (firsts.length + seconds.length === 0)
    return `holds no reads named <sample>${first} and <sample>${second}: ${folder}`;
  const alone =
    firsts.filter((sample) => !seconds.includes(sample)).map((sample) => [sample + first, sample + second])[0] ??
    seconds.filter((sample) => !firsts.includes(sample)).map((sample) => [sample + second, sample + first])[0];
  return alone ? `holds ${alone[0] ?? ''} without its partner ${alone[1] ?? ''}: ${folder}` : null;
}

async function besideProblem(check: Check<'files_beside'>, path: string, params: Params): Promise<string | null> {
  if (isReplaced(check, params)) return null;
  const candidates = await candidatesBeside(path, check.files);
  for (const folder of new Set(candidates.map(dirname))) {
    const names = await namesIn(folder);
    const isThere = (candidate: string) => dirname(candidate) === folder && names?.includes(basename(candidate));
    if (!names || candidates.some(isThere)) return null;
  }
  const wanted = [...new Set(candidates.map((candidate) => basename(candidate)))];
  const what = wanted.length === 1 ? `has no ${wanted[0] ?? ''} beside it` : `has neither ${orList(wanted)} beside it`;
  return check.unless === undefined ? `${what}: put it there` : `${what}: put it there, or give ${check.unless}`;
}

const orList = (names: readonly string[]) => names.join(' nor ');
