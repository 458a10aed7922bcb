import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Page, RetentionStep, StorageView, StoredJob } from '@reprise/contracts';
import { pageOfList } from '@reprise/read-model';
import { z } from 'zod';
import { ListQuery, OneQuery } from '../../shared/http/page-query.ts';
import { DescribeQuery } from '../../shared/openapi/describe.ts';
import { Runners } from '../../shared/runners/runners.ts';
import { SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { storageExamples } from './examples.ts';
import { Retention } from './retention/retention.ts';
import { storedBytes, storageView } from './storage-view.ts';
import { StoredJobs } from './stored-jobs.ts';

/** `left`: only files that reruns left on other storages, or only those of the latest runs. */
const StoredQuery = ListQuery.extend({ left: z.stringbool().optional() });

const DAY_MS = 86_400_000;
const Days = z.coerce.number().positive().max(36_500).optional();
/** Rules to try. Where one is given, those that are set do not count. */
const PreviewQuery = ListQuery.extend({
  work_dir_days: Days,
  results_days: Days,
  min_free_bytes: z.coerce.number().int().positive().optional(),
});

/** Disks, the bytes of jobs on them, and what retention rules would free. */
@Controller('storage')
export class StorageController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'retention'>,
    private readonly stored: StoredJobs,
    private readonly retention: Retention,
    private readonly runners: Runners,
  ) {}

  @Get()
  @DescribeQuery({
    operationId: 'ShowStorage_show',
    summary: "Bytes of the jobs' files by pipeline, person and age, and the disks with them",
    answer: storageExamples.storage,
  })
  async show(@Query({ schema: OneQuery }) _query: z.infer<typeof OneQuery>): Promise<StorageView> {
    const { jobs, disks } = await this.stored.read();
    const now = Date.now();
    return storageView(jobs, disks, this.runners.list(now), this.settings.retention, now);
  }

  @Get('jobs')
  @DescribeQuery({
    operationId: 'ListStoredJobs_list',
    summary: 'The jobs with files on a storage, those with most bytes first',
    answer: storageExamples.jobs,
    problems: ['wrong_cursor'],
  })
  async jobs(@Query({ schema: StoredQuery }) { left, ...page }: z.infer<typeof StoredQuery>): Promise<Page<StoredJob>> {
    const { jobs } = await this.stored.read();
    const asked = jobs.filter((job) => left === undefined || left === (job.left !== null));
    return pageOfList(
      asked.toSorted((a, b) => storedBytes(b) - storedBytes(a)),
      page,
    );
  }

  @Get('retention/preview')
  @DescribeQuery({
    operationId: 'PreviewRetention_preview',
    summary: 'Preview of the next run of the retention rules, or of others; deletes nothing',
    answer: storageExamples.retention,
    problems: ['wrong_cursor'],
  })
  async preview(@Query({ schema: PreviewQuery }) query: z.infer<typeof PreviewQuery>): Promise<Page<RetentionStep>> {
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
