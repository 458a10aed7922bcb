import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { jobKindFilter } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { listResults, openResult } from '@reprise/result-files';
import { Runners } from '../../shared/runners/runners.ts';
import { EVENT_LOG, SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { Storages } from '../storages.ts';
import { runnerResults } from './runner-results.ts';
import type { AttemptFolders, ResultSource } from './result-source.ts';

/**
 * Finds the results of attempts: in this gateway's data dir if that is the runner's storage, otherwise through the
 * runner.
 */
@Injectable()
export class Results {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(SETTINGS) private readonly settings: GatewaySettings,
    private readonly storages: Storages,
    private readonly runners: Runners,
  ) {}

  /** Returns null if the attempt never started. */
  async of(jobId: string, attempt: number): Promise<ResultSource | null> {
    const folders = await this.foldersOf(jobId, attempt);
    if (!folders) return null;
    return (await this.isHere(folders.storage_id)) ? this.local(folders) : this.remote(folders);
  }

  private remote(folders: AttemptFolders): ResultSource {
    return runnerResults(this.storages, folders, this.runners.titleOf(folders.runner_id));
  }

  private async foldersOf(jobId: string, attempt: number): Promise<AttemptFolders | null> {
    for await (const { event } of this.log.read(jobKindFilter(jobId, 'life'))) {
      if (event?.type !== 'attempt_started' || event.data.attempt !== attempt) continue;
      const { runner_id, storage_id, output_dir, work_dir } = event.data;
      return { job_id: jobId, runner_id, storage_id, output_dir, work_dir };
    }
    return null;
  }

  private async isHere(storageId: string): Promise<boolean> {
    const own = await readFile(join(this.settings.dataDir, 'storage.id'), 'utf8').catch(() => '');
    return own.trim() === storageId;
  }

  private local({ job_id, output_dir, work_dir }: AttemptFolders): ResultSource {
    const folder = { jobDir: join(this.settings.dataDir, 'jobs', job_id), outputDir: output_dir, workDir: work_dir };
    return { list: (most) => listResults(folder, most), open: (path) => openResult(folder, path) };
  }
}
