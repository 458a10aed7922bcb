import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { STORAGE } from '@reprise/event-log/testing';
import type { TestGateway } from '../../testing/test-gateway.ts';

/** Creates jobs with results at a gateway. */
export function jobsWithFiles(gateway: () => TestGateway) {
  /** A job whose attempt wrote these files, on this gateway's storage by default. */
  async function jobWith(files: Record<string, string>, storage_id = STORAGE) {
    const { job_id } = await gateway().submit();
    const dir = join(gateway().folder, 'jobs', job_id);
    const output_dir = join(dir, 'output/1');
    mkdirSync(join(dir, 'work/1'), { recursive: true });
    mkdirSync(output_dir, { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(output_dir, path)), { recursive: true });
      writeFileSync(join(output_dir, path), text);
    }
    await gateway().runner.start(job_id, 1, { storage_id, output_dir, work_dir: join(dir, 'work/1') });
    return { job_id, output_dir, url: `/api/jobs/${job_id}/files` };
  }

  /** Waits until the tables have reached the end of the log. */
  const caughtUp = async () => gateway().get(`/api/jobs?min_seq=${String((await gateway().log.head()).last_seq)}`);

  return { jobWith, caughtUp };
}
