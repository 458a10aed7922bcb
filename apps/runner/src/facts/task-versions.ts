import { relative } from 'node:path';
import { isUrl } from '@reprise/contracts';
import type { TaskObservation } from '@reprise/nextflow';
import { parseVersions, type ReportedVersion } from '@reprise/pipelines';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { readPublished, readWorkFile } from './published-files.ts';

const MAX_BYTES = 64 * 1024;
/** Maximum number of steps to inspect. */
const MOST_STEPS = 500;
const NAME = 'versions.yml';
/** Files in which nf-core publishes the versions of all steps. */
const PUBLISHED = 'pipeline_info/*versions*.{yml,yaml}';

/** One work dir per step, because all tasks of a step have the same versions. */
export class StepWorkDirs {
  readonly #dirs = new Map<string, string>();

  add({ type, process, work_dir }: TaskObservation): void {
    if ((type === 'completed' || type === 'cached') && work_dir !== null && this.#dirs.size < MOST_STEPS)
      this.#dirs.set(process, this.#dirs.get(process) ?? work_dir);
  }

  all(): string[] {
    return [...this.#dirs.values()];
  }
}

/** Reads the versions from the work dirs of tasks. If there are none, reads the published versions. */
export async function taskVersions(
  started: StartedAttempt,
  workDirs: readonly string[],
  published: readonly string[],
): Promise<ReportedVersion[]> {
  const root = started.run.work_dir;
  const found: ReportedVersion[] = [];
  if (!isUrl(root))
    for (const dir of workDirs) {
      const file = await readWorkFile(root, `${relative(root, dir)}/${NAME}`, MAX_BYTES);
      if (file) found.push(...(await parseVersions(file.text)));
    }
  if (found.length > 0) return found;
  const files = await readPublished(started, published, { glob: PUBLISHED, maxBytes: MAX_BYTES, most: 5 });
  return (await Promise.all(files.map(({ text }) => parseVersions(text)))).flat();
}
