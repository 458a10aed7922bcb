import { Controller, Inject } from '@nestjs/common';
import type { Page, RetentionStep, StorageView, StoredJob } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { storageRoutes } from '@reprise/contracts/routes';
import { pageOfList } from '@reprise/read-model';
import { Serve } from '../../shared/http/serve.ts';
import { Runners } from '../../shared/runners/runners.ts';
import { SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { Retention } from './retention/retention.ts';
import { storedBytes, storageView } from './storage-view.ts';
import { StoredJobs } from './stored-jobs.ts';

const DAY_MS = 86_400_000;
/** Disks, the space that jobs take on them, and what retention rules would free. */
@Controller()
export class StorageController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'retention'>,
    private readonly stored: StoredJobs,
    private readonly retention: Retention,
    private readonly runners: Runners,
  ) {}

  @Serve(storageRoutes.show)
  async show(): Promise<StorageView> {
    const { jobs, disks } = await this.stored.read();
    const now = Date.now();
    return storageView(jobs, disks, this.runners.list(now), this.settings.retention, now);
  }

  @Serve(storageRoutes.jobs)
  async jobs({ query: { left, ...page } }: Parsed<typeof storageRoutes.jobs>): Promise<Page<StoredJob>> {
    const { jobs } = await this.stored.read();
    const asked = jobs.filter((job) => left === undefined || left === (job.left !== null));
    return pageOfList(
      asked.toSorted((a, b) => storedBytes(b) - storedBytes(a)),
      page,
    );
  }

  @Serve(storageRoutes.retention)
  async preview({ query }: Parsed<typeof storageRoutes.retention>): Promise<Page<RetentionStep>> {
    const { work_dir_days, results_days, min_free_bytes, ...page } = query;
    const given = [work_dir_days, results_days, min_free_bytes].some((rule) => rule !== undefined);
    const rules = {
      workDirMs: work_dir_days === undefined ? null : work_dir_days * DAY_MS,
      resultsMs: results_days === undefined ? null : results_days * DAY_MS,
      minFreeBytes: min_free_bytes ?? null,
    };
    return pageOfList(await this.retention.preview(given ? rules : this.settings.retention), page);
  }
}
