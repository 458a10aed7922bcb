import { Inject, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { countAttempts, summarizeJobs, type ReadModel } from '@reprise/read-model';
import { Registry } from 'prom-client';
import { readForScrapes } from '../shared/metrics/memoize-for.ts';
import { InstalledPipelinesModule } from '../shared/pipelines/installed-pipelines.module.ts';
import { KnownRunnersModule } from '../shared/runners/known-runners.module.ts';
import { READ_MODEL } from '../shared/servers/tokens.ts';
import { ApprovalRequests } from './approvals/approval-requests.ts';
import { Approvals } from './approvals/approvals.ts';
import { ApprovalsController } from './approvals/approvals.controller.ts';
import { Decisions } from './approvals/decisions.ts';
import { ApprovalExpiry } from './approvals/expiry.ts';
import { BulkController } from './bulk/bulk.controller.ts';
import { BulkRuns } from './bulk/bulk-runs.ts';
import { CleanPreviewsController } from './bulk/preview/clean-previews.controller.ts';
import { CheckController } from './command-handling/check.controller.ts';
import { CommandsController } from './command-handling/commands.controller.ts';
import { PreviewsController } from './command-handling/previews.controller.ts';
import { JobCommandHandler } from './command-handling/job-command.handler.ts';
import { CommandPolicy } from './command-handling/policy/command-policy.ts';
import { LookUpSources } from './command-handling/look-up.ts';
import { JobFilesController } from './files/job-files.controller.ts';
import { JobUsageController } from './files/job-usage.controller.ts';
import { CrateController } from './crate/crate.controller.ts';
import { JobCrates } from './crate/job-crates.ts';
import { JobFiles } from './files/job-files.ts';
import { Results } from './files/results.ts';
import { JobLogController } from './log/job-log.controller.ts';
import { JobLogs } from './log/job-logs.ts';
import { measureAttempts } from './metrics/attempt-metrics.ts';
import { measureJobs } from './metrics/job-metrics.ts';
import { PreviewController } from './preview/preview.controller.ts';
import { Previews } from './preview/previews.ts';
import { JobQueries } from './queries/job-queries.ts';
import { JobsController } from './queries/jobs.controller.ts';
import { QueueLookUps } from './queue-look-ups.ts';
import { SheetsController } from './sheets/sheets.controller.ts';
import { Sheets } from './sheets/sheets.ts';
import { FullDisk } from './storage/full-disk.ts';
import { Retention } from './storage/retention/retention.ts';
import { StorageController } from './storage/storage.controller.ts';
import { StoredJobs } from './storage/stored-jobs.ts';
import { Storages } from './storages.ts';
import { AssessedVariants } from './variants/classify/assessed-variants.ts';
import { RecordedClasses } from './variants/classify/recorded-classes.ts';
import { SignatureProofs } from './variants/classify/signature-proofs.ts';
import { EvidenceFiles } from './variants/evidence/evidence-files.ts';
import { VariantTables } from './variants/tables/variant-tables.ts';
import { VariantsExportController } from './variants/export/variants-export.controller.ts';
import { VariantsController } from './variants/variants.controller.ts';
import { Variants } from './variants/variants.service.ts';
import { JobStreamController } from './stream/job-stream.controller.ts';

/** Jobs: commands, queries and the stream of changes. */
@Module({
  imports: [CqrsModule.forRoot(), KnownRunnersModule, InstalledPipelinesModule],
  // `jobs/stream` comes before `jobs/:id`, which would take it.
  controllers: [
    ApprovalsController,
    BulkController,
    CleanPreviewsController,
    CheckController,
    SheetsController,
    CommandsController,
    CrateController,
    JobStreamController,
    JobsController,
    JobLogController,
    JobFilesController,
    JobUsageController,
    PreviewsController,
    PreviewController,
    StorageController,
    VariantsController,
    VariantsExportController,
  ],
  providers: [
    ApprovalExpiry,
    ApprovalRequests,
    Approvals,
    Decisions,
    BulkRuns,
    AssessedVariants,
    RecordedClasses,
    SignatureProofs,
    EvidenceFiles,
    FullDisk,
    JobCommandHandler,
    CommandPolicy,
    JobCrates,
    JobFiles,
    JobLogs,
    JobQueries,
    LookUpSources,
    Previews,
    QueueLookUps,
    Results,
    Sheets,
    Retention,
    Storages,
    StoredJobs,
    Variants,
    VariantTables,
  ],
})
export class JobsModule {
  constructor(registry: Registry, @Inject(READ_MODEL) readModel: ReadModel) {
    measureJobs(
      registry,
      readForScrapes(() => summarizeJobs(readModel, {})),
    );
    measureAttempts(
      registry,
      readForScrapes(() => countAttempts(readModel)),
    );
  }
}
