import { compile, type Evaluate, type SchemaError } from './evaluate.ts';

/** Task of the worker thread that evaluates schemas. A pool runs it, and terminates it if a pattern takes too long. */
export interface SchemaTask {
  /** Identity of the rules, by which compiled rules are cached. */
  readonly key: string;
  readonly rules: Readonly<Record<string, unknown>>;
  /** Sets of parameters. */
  readonly sets: readonly Readonly<Record<string, unknown>>[];
  /** Patterns of the schema. `progress` contains their index. */
  readonly patterns: readonly string[];
  /** Shared memory: number of started or ended pattern runs, and 1 + the index of the pattern that is running, or 0. */
  readonly progress: Int32Array;
}

const MOST_CACHED = 20;
const compiled = new Map<string, Evaluate>();
let current: SchemaTask | null = null;

/** Returns the errors of each set. @public Loaded by the thread pool by path */
export default function evaluate(task: SchemaTask): SchemaError[][] {
  current = task;
  let run = compiled.get(task.key);
  if (!run) {
    run = compile(task.rules, report);
    if (compiled.size >= MOST_CACHED) compiled.clear();
    compiled.set(task.key, run);
  }
  return task.sets.map(run);
}

function report(pattern: string | null): void {
  if (!current) return;
  Atomics.store(current.progress, 1, pattern === null ? 0 : current.patterns.indexOf(pattern) + 1);
  Atomics.add(current.progress, 0, 1);
}
