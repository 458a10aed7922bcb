import { createHash } from 'node:crypto';
import { extname, join } from 'node:path';
import { Piscina } from 'piscina';
import type { SchemaError } from './evaluate.ts';
import { isNode } from './param-schema.ts';
import type { SchemaTask } from './schema-worker.ts';

/** Time limit for one pattern and one value. */
const MOST_PATTERN_MS = 1000;
const LOOK_EVERY_MS = 100;
const IDLE_MS = 30_000;

/** A pattern of the schema exceeded its time limit. */
export class SlowPatternError extends Error {
  readonly pattern: string;
  constructor(pattern: string) {
    super(`The pattern ${pattern} did not end in time`);
    this.pattern = pattern;
  }
}

let pool: Piscina<SchemaTask, SchemaError[][]> | undefined;
const known = new WeakMap<object, { readonly key: string; readonly patterns: string[] }>();

/**
 * Evaluates sets of parameters in a worker thread, because a pattern such as `^(a+)+$` takes exponential time, and ajv
 * cannot be interrupted. The thread starts with the first call and ends when idle.
 * @throws SlowPatternError
 */
export async function evaluateSchema(
  rules: Readonly<Record<string, unknown>>,
  sets: readonly Readonly<Record<string, unknown>>[],
): Promise<SchemaError[][]> {
  // Next to this file, in the source and in a bundle.
  const filename = join(import.meta.dirname, `schema-worker${extname(import.meta.filename)}`);
  pool ??= new Piscina({ filename, minThreads: 0, maxThreads: 2, idleTimeout: IDLE_MS });
  const { key, patterns } = identify(rules);
  const progress = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const timeout = new AbortController();
  const watch = watchProgress(progress, (running) => {
    timeout.abort(new SlowPatternError(patterns[running] ?? 'of the schema'));
  });
  try {
    return await pool.run({ key, rules, sets, patterns, progress }, { signal: timeout.signal });
  } catch (error) {
    throw timeout.signal.aborted ? timeout.signal.reason : error;
  } finally {
    clearInterval(watch);
  }
}

/** Calls back with the index of a pattern that exceeded its time. Start-up and queueing do not count. */
function watchProgress(progress: Int32Array, onSlow: (pattern: number) => void): NodeJS.Timeout {
  let [run, since] = [0, performance.now()];
  return setInterval(() => {
    const [now, running] = [Atomics.load(progress, 0), Atomics.load(progress, 1)];
    if (now !== run || running === 0) [run, since] = [now, performance.now()];
    else if (performance.now() - since >= MOST_PATTERN_MS) onSlow(running - 1);
  }, LOOK_EVERY_MS);
}

function identify(rules: Readonly<Record<string, unknown>>) {
  const found = known.get(rules);
  if (found) return found;
  const key = createHash('sha256').update(JSON.stringify(rules)).digest('hex');
  const made = { key, patterns: [...new Set(patternsIn(rules))] };
  known.set(rules, made);
  return made;
}

function patternsIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(patternsIn);
  if (!isNode(schema)) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key === 'pattern' && typeof value === 'string') return [value];
    return [...(key === 'patternProperties' && isNode(value) ? Object.keys(value) : []), ...patternsIn(value)];
  });
}
