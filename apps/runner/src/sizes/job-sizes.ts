import { readFile, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isUrl, JobSize } from '@reprise/contracts';
import { countFiles } from '@reprise/result-files';
import { z } from 'zod';
import { jobPaths } from '../attempt/job-paths.ts';

/** Files from an older release do not match this schema, so their jobs are measured again. */
const Sizes = z.array(JobSize.extend({ work_dir: z.string().optional(), other_disk_bytes: z.int() }));
type Measured = z.infer<typeof Sizes>[number];

/** Age after which a size is measured again even if its job had no activity. */
const STALE_MS = 24 * 3_600_000;
/** Age after which the size of an open job is measured again, because its files change at any time. */
const OPEN_MS = 600_000;

/**
 * Sizes of the jobs on this storage. Measures one job at a time, and only changed ones, because counting a large work
 * dir takes minutes. Saved in a file, so that only changed jobs are measured after a restart.
 */
export class JobSizes {
  readonly #dataDir: string;
  readonly #sizes = new Map<string, Measured>();
  readonly #changed = new Set<string>();
  #isRead = false;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** Marks a job whose files may have changed. @param workDir folder of its work dirs, if it is not the default */
  changed(jobId: string, workDir: string | undefined): void {
    this.#changed.add(jobId);
    const known = this.#sizes.get(jobId);
    if (workDir !== undefined) this.#sizes.set(jobId, { ...(known ?? unmeasured(jobId)), work_dir: workDir });
  }

  /** Returns the known sizes, by job id. */
  list(): JobSize[] {
    return [...this.#sizes.values()]
      .filter(({ measured_at }) => measured_at !== NEVER)
      .map(({ work_dir: _, ...size }) => size)
      .toSorted((a, b) => (a.job_id < b.job_id ? -1 : 1));
  }

  /** Measures changed and new jobs until `signal` aborts. @param isOpen whether a job may change at any time */
  async measure(isOpen: (jobId: string) => boolean, signal: AbortSignal): Promise<void> {
    await this.#read();
    const there = new Set(await readdir(join(this.#dataDir, 'jobs')).catch(() => []));
    for (const jobId of this.#sizes.keys()) if (!there.has(jobId)) this.#sizes.delete(jobId);
    for (const jobId of there) {
      if (signal.aborted) return;
      if (z.uuid().safeParse(jobId).success && this.#isDue(jobId, isOpen)) await this.#measure(jobId);
    }
    if (!signal.aborted) await this.#write();
  }

  #isDue(jobId: string, isOpen: (jobId: string) => boolean): boolean {
    const at = this.#sizes.get(jobId)?.measured_at;
    if (at === undefined || this.#changed.has(jobId)) return true;
    return Date.now() - Date.parse(at) > (isOpen(jobId) ? OPEN_MS : STALE_MS);
  }

  async #measure(jobId: string): Promise<void> {
    this.#changed.delete(jobId);
    const known = this.#sizes.get(jobId) ?? unmeasured(jobId);
    const { outputRoot, launchDir, workRoot } = jobPaths(this.#dataDir, jobId, known.work_dir);
    const results = await countFiles([outputRoot], Infinity);
    const launch = await countFiles([launchDir], Infinity);
    const work = isUrl(workRoot) ? { bytes: 0 } : await countFiles([workRoot], Infinity);
    const isApart = (await diskOf(workRoot)) !== (await diskOf(join(this.#dataDir, 'jobs')));
    this.#sizes.set(jobId, {
      ...known,
      results_bytes: results.bytes,
      work_dir_bytes: launch.bytes + work.bytes,
      other_disk_bytes: isApart ? work.bytes : 0,
      measured_at: new Date().toISOString(),
    });
  }

  /** Reads the saved sizes. If the file is missing or damaged, all jobs are measured again. */
  async #read(): Promise<void> {
    if (this.#isRead) return;
    this.#isRead = true;
    const text = await readFile(this.#file, 'utf8').catch(() => '[]');
    for (const size of parse(text)) if (!this.#sizes.has(size.job_id)) this.#sizes.set(size.job_id, size);
  }

  async #write(): Promise<void> {
    const next = `${this.#file}.new`;
    await writeFile(next, JSON.stringify([...this.#sizes.values()]), { mode: 0o600 });
    await rename(next, this.#file);
  }

  get #file(): string {
    return join(this.#dataDir, 'job-sizes.json');
  }
}

const NEVER = new Date(0).toISOString();
const unmeasured = (job_id: string): Measured => ({
  job_id,
  results_bytes: 0,
  work_dir_bytes: 0,
  other_disk_bytes: 0,
  measured_at: NEVER,
});

/** Id of a folder's file system; null if the folder does not exist. */
const diskOf = (folder: string): Promise<number | null> =>
  stat(folder).then(
    ({ dev }) => dev,
    () => null,
  );

function parse(text: string): Measured[] {
  try {
    return Sizes.safeParse(JSON.parse(text)).data ?? [];
  } catch {
    return [];
  }
}
