import { setTimeout as sleep } from 'node:timers/promises';
import type { JobView } from '@reprise/contracts';
import { aliveAtOnce } from '../system/targets.ts';
import { newestJobs } from '../system/requests.ts';
import type { System } from '../system/system.ts';
import type { AttemptId, FinalChange } from '../record/facts.ts';

const EVERY_MS = 800;
const FINAL = ['completed', 'failed'];

/** Polls processes and the list of jobs during faults. */
export class Observer {
  readonly #system: System;
  readonly #overlaps = new Map<string, Set<number>>();
  readonly #finals = new Map<string, { attempt: number; status: string }>();
  readonly finalChanges: FinalChange[] = [];
  /** The attempts that were alive when there were most of them. */
  mostAlive: readonly AttemptId[] = [];
  /** Jobs of the last poll, newest first. */
  jobs: readonly JobView[] = [];
  #isEnded = false;
  readonly #looking: Promise<void>;

  constructor(system: System) {
    this.#system = system;
    this.#looking = this.#look();
  }

  get overlaps(): { job: string; attempts: number[] }[] {
    return [...this.#overlaps].map(([job, attempts]) => ({ job, attempts: [...attempts].toSorted((a, b) => a - b) }));
  }

  async stop(): Promise<void> {
    this.#isEnded = true;
    await this.#looking;
  }

  async #look(): Promise<void> {
    for (let turn = 0; !this.#isEnded; turn += 1) {
      this.#lookAtProcesses();
      const jobs = await newestJobs(this.#system, turn % 2 === 0 ? 0 : 1).catch(() => undefined);
      if (jobs) this.#take(jobs);
      await sleep(EVERY_MS);
    }
  }

  #lookAtProcesses(): void {
    const alive = new Map<string, Set<number>>();
    for (const { job, attempt } of aliveAtOnce(this.#system.folder))
      alive.set(job, new Set([...(alive.get(job) ?? []), attempt]));
    for (const [job, numbers] of alive) if (numbers.size > 1) this.#overlaps.set(job, numbers);
    const attempts = [...alive].flatMap(([job, numbers]) => [...numbers].map((attempt) => ({ job, attempt })));
    if (attempts.length > this.mostAlive.length) this.mostAlive = attempts;
  }

  #take(jobs: readonly JobView[]): void {
    this.jobs = jobs;
    for (const { job_id: job, attempt, status } of jobs) {
      const before = this.#finals.get(job);
      // A gateway may be behind the other one.
      if (before && before.attempt === attempt && before.status !== status && FINAL.includes(status))
        this.finalChanges.push({ job, attempt, from: before.status, to: status });
      if (FINAL.includes(status) && attempt >= (before?.attempt ?? 0)) this.#finals.set(job, { attempt, status });
    }
  }
}
