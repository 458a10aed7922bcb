import { Inject, Injectable } from '@nestjs/common';
import type { JobSize, SizesResponse, StoredJob } from '@reprise/contracts';
import { listStoredJobs, type ReadModel } from '@reprise/read-model';
import { Storages } from '../storages.ts';
import { Runners } from '../../shared/runners/runners.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';

/** Time in milliseconds for which sizes are cached. */
const FRESH_MS = 10_000;

/** Files of jobs, by storage, and their sizes as measured by the runners. */
@Injectable()
export class StoredJobs {
  readonly #disks = new Map<string, SizesResponse['disk']>();
  readonly #sizes = new Map<string, JobSize>();
  #askedAt = 0;

  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly storages: Storages,
    private readonly runners: Runners,
  ) {}

  /** Returns the jobs, the oldest first; `disks` contains the storage ids of the runners that answered. */
  async read(): Promise<{ jobs: StoredJob[]; disks: ReadonlyMap<string, SizesResponse['disk']> }> {
    await this.#ask();
    const jobs = (await listStoredJobs(this.readModel)).map((job) => {
      const size = this.#sizes.get(keyOf(job.storage_id, job.job_id));
      return {
        ...job,
        results_bytes: size?.results_bytes ?? null,
        work_dir_bytes: size?.work_dir_bytes ?? null,
        other_disk_bytes: size?.other_disk_bytes ?? null,
        measured_at: size?.measured_at ?? null,
      };
    });
    return { jobs: jobs.filter((job) => !isGone(job)), disks: this.#disks };
  }

  /** Returns the bytes of the results and work dirs of those jobs that were measured. */
  async sizesOf(jobs: readonly { readonly job_id: string; readonly storage_id: string | null }[]): Promise<number[]> {
    await this.#ask();
    return jobs.flatMap(({ job_id, storage_id }) => {
      const size = storage_id === null ? undefined : this.#sizes.get(keyOf(storage_id, job_id));
      return size ? [size.results_bytes + size.work_dir_bytes] : [];
    });
  }

  /** If no runner with some storage answers, the sizes there keep their last values. */
  async #ask(): Promise<void> {
    const now = Date.now();
    if (now - this.#askedAt < FRESH_MS) return;
    this.#askedAt = now;
    const storages = new Set(this.runners.list(now).flatMap((runner) => (runner.alive ? runner.storage_id : [])));
    await Promise.all(
      [...storages].map(async (storageId) => {
        const answer = await this.storages.sizesOn(storageId);
        if (answer === null) return void this.#disks.delete(storageId);
        this.#disks.set(storageId, answer.disk);
        for (const size of answer.sizes) this.#sizes.set(keyOf(storageId, size.job_id), size);
      }),
    );
  }
}

/** A job has files in the storage where it ran, and wherever a rerun left files. */
const keyOf = (storageId: string, jobId: string) => `${storageId} ${jobId}`;

/** Whether files that a rerun left are already gone, which may not be recorded. */
const isGone = ({ left, results_bytes, work_dir_bytes }: StoredJob) =>
  left !== null && results_bytes === 0 && work_dir_bytes === 0;
