import { basename } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { AttemptView, Params, PreviewBody, RunPreview } from '@reprise/contracts';
import { mayRemainIn } from '@reprise/contracts/may-remain-text';
import { decide, isOpen, isRefusal, type Job, type WorkDirPresence } from '@reprise/job';
import { frozenSpans, listAttempts, readJob, sessionTasks, usualDurations, type ReadModel } from '@reprise/read-model';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { Runners } from '../../shared/runners/runners.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { inputsChanged, inputsGone } from '../command-requests/inputs-now.ts';
import { changedParams } from '../command-requests/changed-params.ts';
import { Storages } from '../storages.ts';
import { allAgain } from './all-again.ts';
import { changedPipeline } from './changed-pipeline.ts';
import { changedValues, type ChangedValue } from './changed-values.ts';
import { ignoresParams, nextNextflow } from './next-nextflow.ts';
import { summarizePreview } from './summarize-preview.ts';
import { uncachedSteps } from './uncached-steps.ts';

/** Maximum number of values searched per request, including the output dir. */
const MOST_CHANGES = 99;

/** Previews of a resume and of a restart from a step. Records nothing. */
@Injectable()
export class RunPreviews {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly storages: Storages,
    private readonly pipelines: InstalledPipelines,
    private readonly runners: Runners,
  ) {}

  /** @throws ProblemException 422 if the changed params are invalid */
  async of(
    job: Job,
    { step = null, params: changes }: Readonly<{ step?: string | null; params?: PreviewBody['params'] }>,
  ): Promise<RunPreview> {
    const changed = changes && !isOpen(job) ? await changedParams(job, changes, this.pipelines) : null;
    const values = changed ? changedValues(job.params, changed.params).slice(0, MOST_CHANGES) : [];
    const attempts = isOpen(job) ? [] : await listAttempts(this.readModel, job.job_id);
    const outputDir = isOpen(job) ? [] : await this.changedOutputDir(job, changed?.params ?? job.params, attempts);
    const search = [...new Set([...values, ...outputDir].flatMap(({ old }) => old ?? []))];
    const began = Number(basename(job.last_run?.work_dir ?? '')) || 1;
    const tasks = isOpen(job) ? [] : await sessionTasks(this.readModel, job.job_id, began);
    const uncached = await uncachedSteps(job, tasks, this.pipelines);
    const asks = { step, search, ...(uncached.size > 0 && { uncached: [...uncached] }) };
    const found = isOpen(job) ? null : await this.storages.redo(job, asks);
    const work_dir: WorkDirPresence = found?.work_dir ?? 'unknown';
    const steps = found?.work_dir === 'present' ? found.steps : null;
    const command =
      step === null
        ? ({ name: 'resume', reason: null, work_dir } as const)
        : ({ name: 'restart', reason: null, step, work_dir, steps } as const);
    const decision = decide(job, command);
    const refusal = isRefusal(decision) ? decision.detail : null;
    const runners = this.runners.list(Date.now());
    const nextflow = isOpen(job) ? null : nextNextflow(job, runners);
    const ignores_params = values.length > 0 ? ignoresParams(job, runners) : null;
    const session = job.last_run ? attempts.filter(({ attempt }) => attempt >= began) : [];
    const pipeline = changedPipeline(session, tasks, await this.revisionOf(job));
    const missing_inputs = isOpen(job)
      ? []
      : await inputsGone(job, changed?.params ?? job.params, { pipelines: this.pipelines, readModel: this.readModel });
    const changed_inputs = isOpen(job) ? [] : await inputsChanged(this.readModel, job);
    const head = {
      refusal,
      work_dir,
      missing_inputs,
      changed_inputs,
      held: found?.held ?? null,
      nextflow,
      ignores_params,
      pipeline_changed: pipeline.changed,
      may_remain: mayRemainIn(attempts),
      pipeline_missing: isOpen(job) ? null : await this.pipelines.whyMissing(job.pipeline),
    };
    if (!found || !steps) return { ...head, ...NOTHING, changes: values.map(({ param }) => ({ param, steps: null })) };
    const [view, frozen, usual] = await Promise.all([
      readJob(this.readModel, job.job_id, work_dir),
      frozenSpans(this.readModel, job.job_id),
      usualDurations(this.readModel, job.pipeline),
    ]);
    const redone = nextflow?.finds === 'none' ? allAgain(found, tasks) : found;
    const summary = summarizePreview({
      // If Nextflow omits parameters from hashes, their tasks stay cached.
      mayUseChanged: ignores_params === null && values.some(({ old }) => old === null),
      found: redone,
      isInputChanged: missing_inputs.length + changed_inputs.length > 0,
      isOtherNextflow: nextflow?.finds === 'some',
      otherRevision: pipeline.attempts,
      uncached,
      steps: view?.steps ?? [],
      tasks,
      frozen,
      usual,
      endings: new Map(attempts.map(({ attempt, completed_at }) => [attempt, completed_at])),
    });
    const labels = new Map(summary.steps.map(({ process, step: label }) => [process, label]));
    const used = outputDir.filter(({ old }) => found.found[old]?.length);
    return { ...head, ...summary, changes: [...values, ...used].map((value) => withSteps(value, found.found, labels)) };
  }

  /**
   * Returns the output dir if the latest run in it had different parameters. The next run then has its own dir, and
   * commands that contain the output dir run again.
   */
  private async changedOutputDir(
    { pipeline, last_run }: Job,
    params: Params,
    attempts: readonly AttemptView[],
  ): Promise<{ param: string; old: string }[]> {
    const dir = last_run?.output_dir;
    const before = dir && attempts.findLast(({ output_dir }) => output_dir === dir);
    if (!before || changedValues(before.params, params).length === 0) return [];
    const named = (await this.pipelines.all()).find(({ manifest }) => manifest.name === pipeline);
    const param = named?.manifest.output_param ?? null;
    return param === null ? [] : [{ param, old: dir }];
  }

  /**
   * Returns the current revision of a pipeline's folder, which the next attempt runs. Null if the folder is missing.
   * Also null for a repository, because its commit is fixed for each job.
   */
  private async revisionOf({ pipeline }: Job): Promise<string | null> {
    const named = (await this.pipelines.all()).find(({ manifest }) => manifest.name === pipeline);
    return named && named.repository === null ? named.revision : null;
  }
}

const NOTHING = { steps: [], tasks_again: 0, tasks_cached: 0, tasks_maybe: 0, dirs_moved: 0, expected_ms: null };

function withSteps(
  { param, old }: ChangedValue,
  found: Readonly<Record<string, readonly string[]>>,
  labels: ReadonlyMap<string, string>,
): RunPreview['changes'][number] {
  const processes = old === null ? null : (found[old] ?? []);
  return { param, steps: processes && processes.map((process) => labels.get(process) ?? process) };
}
