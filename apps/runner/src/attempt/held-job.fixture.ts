import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isLifecycle, jobKindFilter } from '@reprise/contracts';
import { eventsOf, makeEvent, MemoryEventLog, newId, type Fact } from '@reprise/event-log';
import { isOpen, type OpenJob } from '@reprise/job';
import { noIsolation, SessionTasks, terminateTree } from '@reprise/nextflow';
import { loadPipelines, missingPipeline, Repositories } from '@reprise/pipelines';
import { bundledNextflow } from '@reprise/simulated-nextflow';
import { waitUntil } from '@reprise/testing';
import { JobStateCache } from '../state/job-state-cache.ts';
import { followLog } from '../state/follow-log.ts';
import { childEnvironment } from './child-environment.ts';
import { RunnerCommands } from '../state/runner-commands.ts';
import { InstalledNextflows } from '../base/installed-nextflows.ts';
import type { StartSettings } from '../base/start-settings.ts';
import { heldAttempt, type HeldAttempt } from './attempt.ts';
import { AttemptTasks } from './attempt-tasks.ts';

const root = resolve(import.meta.dirname, '../../../..');
const RUNNER = 'runner-a';

/** A job that a runner has claimed, on an in-memory log, with the simulated Nextflow. */
export class HeldJob {
  readonly log = new MemoryEventLog();
  readonly cache = new JobStateCache();
  readonly commands = new RunnerCommands(this.log, this.cache, RUNNER);
  readonly dataDir = mkdtempSync(join(tmpdir(), 'reprise-held-'));
  readonly id = newId();
  readonly pipeline = loadPipelines([join(root, 'apps/e2e/pipelines/brief')]).pipelines[0];
  readonly #stopping = new AbortController();
  readonly settings: StartSettings;

  private constructor(nextflow: string) {
    this.settings = {
      dataDir: this.dataDir,
      identity: { runner_id: RUNNER, storage_id: 'storage-a' },
      nextflows: new InstalledNextflows([{ version: '24.10.0 (simulated)', launcher: nextflow }]),
      environment: childEnvironment(process.env),
      variables: process.env,
      repositories: new Repositories({ folder: join(this.dataDir, 'git'), hosts: [], offline: true }),
      missingPipeline: async (name) =>
        missingPipeline(name, { by: 'This runner', parents: [this.dataDir], broken: [] }),
      takesConfig: true,
      isolation: noIsolation(),
      inputRoots: [],
      samplesRoot: '/none/samples',
      cgroup: 'off',
      graceMs: 1_000,
      sessions: new SessionTasks(this.#stopping.signal),
      tasks: new AttemptTasks(1_000),
    };
  }

  static async claimed(params: object = {}, launch?: object, sheet?: object, more?: object): Promise<HeldJob> {
    const job = new HeldJob(await bundledNextflow());
    const asked = {
      sample_name: 'S',
      pipeline: 'brief',
      pipeline_revision: 'r',
      params,
      inputs: [],
      ...(launch && { launch }),
      ...(sheet && { sheet }),
      ...more,
    };
    await job.tell({ type: 'submitted', data: { ...asked, reason: null, queue: 'default', priority: 0 } });
    const { signal } = job.#stopping;
    await new Promise<void>((resolve, reject) => {
      followLog(job.log, job.cache, null, { signal, onCaughtUp: resolve }).catch(reject);
    });
    await job.claim();
    return job;
  }

  get state(): OpenJob {
    const { state } = this.cache.job(this.id);
    if (!isOpen(state)) throw new Error(`the job is ${state.status}`);
    return state;
  }

  get held(): HeldAttempt {
    return heldAttempt(this.dataDir, this.state);
  }

  claim = () => this.commands.handle(this.id, { name: 'claim', attempt: this.state.attempt, runner_id: RUNNER });

  /** Appends an event as a different writer. The runner sees it when it follows the log, or after a conflict. */
  async tell({ type, data }: { type: string; data: object }): Promise<void> {
    const context = { source: '/reprise/test', correlation_id: newId(), causation_id: newId() };
    const at = { id: newId(), time: new Date().toISOString(), actor: 'ada' };
    await this.log.append(makeEvent({ type, subject: this.id, data } as Fact, { ...at, ...context }));
  }

  /**
   * Appends an event as a different writer, and waits until the runner has seen it, or has ended the job and forgotten
   * it.
   */
  async tellAndWait(fact: { type: string; data: object }): Promise<void> {
    await this.tell(fact);
    const last = await this.log.lastSeq(jobKindFilter(this.id, 'life'));
    const knows = () => {
      const { state, life_seq } = this.cache.job(this.id);
      return life_seq >= last || state.status === 'unknown' || undefined;
    };
    await waitUntil(knows, { what: `the runner knows of ${fact.type}` });
  }

  life = async () => (await eventsOf(this.log.read(jobKindFilter(this.id, 'life')))).filter(isLifecycle);
  waitFor = (type: string) =>
    waitUntil(async () => (await this.life()).find((event) => event.type === type), {
      what: type,
    });
  types = async () => (await this.life()).map(({ type }) => type);

  async remove(): Promise<void> {
    this.#stopping.abort();
    const marker = { REPRISE_JOB_ID: this.id };
    await terminateTree({ attemptDir: join(this.dataDir, 'none'), marker, graceMs: 0 });
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
