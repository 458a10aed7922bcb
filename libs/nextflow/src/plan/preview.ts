import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseErrorReport } from '../failure/parse-error-report.ts';
import { parseMermaid } from './parse-mermaid.ts';
import type { Plan } from './plan.ts';

export interface PreviewSpec {
  nextflow: string;
  script: string;
  paramsFile: string;
  /** A folder of the preview's own, since it opens a session; made if missing. */
  folder: string;
  env: Readonly<Record<string, string>>;
  /** The script runs as a run's does. */
  prefix?: readonly string[];
  timeoutMs: number;
  /** Aborts the preview. */
  signal?: AbortSignal;
}

export type PreviewResult = { status: 'planned'; plan: Plan } | { status: 'failed'; reason: string };

/** Asks Nextflow for the steps without running any. Never throws. Steps without channels are not in the plan. */
export async function preview(spec: PreviewSpec): Promise<PreviewResult> {
  const graph = join(spec.folder, 'plan.mmd');
  try {
    spec.signal?.throwIfAborted();
    await mkdir(spec.folder, { recursive: true });
    await rm(graph, { force: true }); // left by a killed caller: Nextflow overwrites none
    const failure = await runPreview(spec, graph);
    if (failure) return { status: 'failed', reason: failure };
    const plan = parseMermaid(await readFile(graph, 'utf8'));
    return plan.steps.length > 0 ? { status: 'planned', plan } : { status: 'failed', reason: 'the graph has no step' };
  } catch (error) {
    return { status: 'failed', reason: (error as Error).message };
  }
}

/** The lifeline is file 3, of which this process has the other end: when that closes, the group is killed. */
const ON_A_LIFELINE = '{ cat <&3; kill -KILL 0; } >/dev/null 2>&1 & exec "$@" 3<&-';

/** Returns why it failed, or null. Runs in a group of its own: launcher and JVM end together, also when this process is killed. */
async function runPreview(spec: PreviewSpec, graph: string): Promise<string | null> {
  const { nextflow, script, paramsFile, folder, env, prefix = [], timeoutMs, signal } = spec;
  const command = [
    ...prefix,
    ...[nextflow, '-log', join(folder, 'nextflow.log'), 'run', script, '-preview'],
    ...['-with-dag', graph, '-params-file', paramsFile, '-work-dir', join(folder, 'work'), '-ansi-log', 'false'],
  ];
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', 'pipe'];
  const options = { cwd: folder, env, detached: true, stdio };
  const child = spawn('/bin/sh', ['-c', ON_A_LIFELINE, 'preview', ...command], options);
  const lifeline = child.stdio[3] as Duplex;
  const release = () => lifeline.destroy();
  const aborting = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
  aborting.addEventListener('abort', release);
  if (aborting.aborted) release();
  child.once('exit', release);
  try {
    const ended = once(child, 'exit') as Promise<[code: number | null]>;
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), ended]);
    if (code === 0) return null;
    if (signal?.aborted) return 'the preview was no longer wanted';
    if (aborting.aborted) return `the preview took longer than ${timeoutMs} ms`;
    return parseErrorReport(`${stdout}\n${stderr}`)?.errorLines.join('\n') ?? `the preview ended with ${code}`;
  } finally {
    aborting.removeEventListener('abort', release);
  }
}
