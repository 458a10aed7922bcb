import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { field, list, number, record, textField, type Fields } from './plan-fields.ts';

/** Plan of a run. `README.md` describes its JSON form. */
export interface SimulationPlan {
  readonly seed: number;
  /** Whether tasks are separate processes, or only timers in this process. */
  readonly processes: boolean;
  /** Number of concurrent tasks. */
  readonly slots: number;
  readonly steps: readonly Step[];
  readonly failures: readonly PlannedFailure[];
  /** File to which each task that is a process appends its job, its attempt and its name; null for none. */
  readonly note: string | null;
}

export interface Step {
  /** Full process name, `OUTER:ALIGN`. */
  readonly name: string;
  /** One task per label. A number is Nextflow's numbering; null is a single task. */
  readonly labels: readonly (string | number | null)[];
  /** Steps that it depends on. */
  readonly after: readonly string[];
  /** Shortest and longest duration of a task. */
  readonly seconds: readonly [number, number];
  /** Paths under the output folder; `{tag}` is the task's label. */
  readonly publish: readonly string[];
  /** Whether its tasks ignore TERM. */
  readonly stubborn: boolean;
}

export interface PlannedFailure {
  readonly step: string | null;
  readonly tag: string | null;
  /** Share of tasks affected, from 0 to 1. */
  readonly rate: number;
  readonly exit: number;
  /** Number of failing tries per task. */
  readonly tries: number;
  readonly action: 'TERMINATE' | 'RETRY' | 'IGNORE';
  readonly stderr: string;
  /** A file. The task only fails while the file is missing. */
  readonly missing: string | null;
}

/**
 * The plan of a script: `simulation.json` next to it, which the parameter `simulation` overrides. If neither exists,
 * one task per process of the script. The parameter `seed` takes precedence.
 * @throws Error that names the invalid field
 */
export function readSimulation(script: string, params: Fields): SimulationPlan {
  const file = join(dirname(script), 'simulation.json');
  const written = existsSync(file) ? record(JSON.parse(readFileSync(file, 'utf8')), 'simulation.json') : {};
  const given: Fields = { steps: processesOf(script), ...written, ...record(params['simulation'] ?? {}, 'simulation') };
  const steps = readSteps(given);
  return {
    seed: number(params['seed'] ?? given['seed'] ?? 1, 'seed'),
    processes: given['processes'] !== false,
    slots: number(given['slots'] ?? availableParallelism(), 'slots'),
    steps,
    note: noteFile(given, params),
    failures: list(given['failures'] ?? [], 'failures').flatMap((each) =>
      readFailure(record(each, 'failures'), steps, params),
    ),
  };
}

const processesOf = (script: string) =>
  [...readFileSync(script, 'utf8').matchAll(/^\s*process\s+(\w+)\s*\{/gm)].map(([, name]) => ({ name }));

function readSteps(given: Fields): Step[] {
  const { steps } = given;
  const listed =
    typeof steps === 'number' ? Array.from({ length: steps }, (_, index) => ({ name: `STEP_${index + 1}` })) : steps;
  const names: string[] = [];
  return list(listed, 'steps').map((each) => {
    const step = { ...given, ...record(each, 'steps') };
    const name = textField(step['name'], 'steps.name');
    const after = list(step['after'] ?? names.slice(-1), `${name}.after`).map((other) =>
      textField(other, `${name}.after`),
    );
    for (const other of after)
      if (!names.includes(other)) throw new Error(`${name}.after: no step before it is ${other}`);
    names.push(name);
    return {
      name,
      after,
      labels: labels(step['tasks'] ?? 1, `${name}.tasks`),
      seconds: range(step['seconds'] ?? 0, `${name}.seconds`),
      publish: list(step['publish'] ?? [], `${name}.publish`).map((path) => textField(path, `${name}.publish`)),
      stubborn: step['stubborn'] === true,
    };
  });
}

function labels(tasks: unknown, where: string): Step['labels'] {
  if (Array.isArray(tasks)) return tasks.map((tag) => textField(tag, where));
  const count = number(tasks, where);
  return count === 1 ? [null] : Array.from({ length: count }, (_, index) => index + 1);
}

function range(seconds: unknown, where: string): [number, number] {
  const ends = Array.isArray(seconds) ? seconds : [seconds, seconds];
  return [number(ends[0], where), number(ends[1], where)];
}

/** The value of the parameter that names the file. */
function noteFile(given: Fields, params: Fields): string | null {
  const param = field(given, 'note', textField);
  return param === null ? null : field(params, param, textField);
}

/** None if it depends on an unset parameter. */
function readFailure(given: Fields, steps: readonly Step[], params: Fields): PlannedFailure[] {
  const param = field(given, 'missing', textField);
  const missing = param === null ? null : (params[param] ?? null);
  if (param !== null && missing === null) return [];
  const step = field(given, 'step', textField);
  if (step !== null && !steps.some(({ name }) => name === step)) throw new Error(`failures.step: no step is ${step}`);
  const action = field(given, 'action', textField)?.toUpperCase() ?? 'TERMINATE';
  if (action !== 'TERMINATE' && action !== 'RETRY' && action !== 'IGNORE') {
    throw new Error(`failures.action must be terminate, retry or ignore, not ${action}`);
  }
  const failure: PlannedFailure = {
    step,
    tag: field(given, 'tag', textField),
    rate: field(given, 'rate', number) ?? 1,
    exit: field(given, 'exit', number) ?? 1,
    tries: field(given, 'tries', number) ?? (action === 'RETRY' ? 1 : Infinity),
    action,
    stderr: field(given, 'stderr', textField) ?? '',
    missing: missing === null ? null : textField(missing, `the parameter ${param ?? ''}`),
  };
  return [failure];
}
