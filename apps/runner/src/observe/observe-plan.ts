import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { preview, type Isolation, type Plan } from '@reprise/nextflow';
import type { Pipeline } from '@reprise/pipelines';
import type { StartedAttempt } from '../attempt/attempt.ts';

/** The steps of an attempt's pipeline, or null where they can't be known before they show or `signal` aborts the asking. */
export type ObservePlan = (
  started: StartedAttempt,
  pipeline: Pipeline | undefined,
  signal: AbortSignal,
) => Promise<Plan | null>;

const TIMEOUT_MS = 120_000;

/**
 * Plans by a preview beside the run, in a folder of its own; kept by pipeline revision and parameters, so that the next
 * attempt has it at once. A preview that fails breaks nothing.
 */
export function planObserver(
  dataDir: string,
  nextflow: string,
  environment: Readonly<Record<string, string>>,
  isolation: Isolation,
  onFailure: (reason: string) => void,
): ObservePlan {
  const find: ObservePlan = async ({ job, run }, pipeline, signal) => {
    if (!pipeline) return null;
    const key = createHash('sha256')
      .update(JSON.stringify([pipeline.revision, job.params]))
      .digest('hex')
      .slice(0, 32);
    const kept = join(dataDir, 'plans', `${key}.json`);
    const known = await readFile(kept, 'utf8').catch(() => null);
    if (known) return JSON.parse(known) as Plan;
    const folder = join(dataDir, 'plans', `${key}-${job.job_id}`);
    await mkdir(folder, { recursive: true });
    const paramsFile = join(folder, 'params.json');
    await writeFile(paramsFile, JSON.stringify({ ...job.params, [pipeline.manifest.output_param]: run.output_dir }));
    await isolation.letThrough(join(dataDir, 'plans'));
    await isolation.handOver([folder]);
    const found = await preview({
      prefix: isolation.prefix({ cwd: folder, paths: [nextflow, dirname(pipeline.script)] }),
      nextflow,
      script: pipeline.script,
      paramsFile,
      folder,
      env: environment,
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    if (found.status === 'planned') {
      await writeFile(join(folder, 'plan.json'), JSON.stringify(found.plan));
      await rename(join(folder, 'plan.json'), kept);
    } else onFailure(found.reason);
    await rm(folder, { recursive: true, force: true });
    return found.status === 'planned' ? found.plan : null;
  };
  return (...asked) =>
    find(...asked).catch((error: unknown) => {
      onFailure((error as Error).message); // such as a full disk
      return null;
    });
}
