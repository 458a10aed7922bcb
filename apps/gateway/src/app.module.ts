import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { TerminusModule } from '@nestjs/terminus';
import { ThrottlerModule } from '@nestjs/throttler';
import { LoggerModule } from 'nestjs-pino';
import type { Logger as PinoLogger } from 'pino';
import { OpenJobsController } from './runners/open-jobs.controller.ts';
import { CancelJobController } from './jobs/commands/cancel-job/cancel-job.controller.ts';
import { CancelJobHandler } from './jobs/commands/cancel-job/cancel-job.handler.ts';
import { RerunJobController } from './jobs/commands/rerun-job/rerun-job.controller.ts';
import { RerunJobHandler } from './jobs/commands/rerun-job/rerun-job.handler.ts';
import { ResumeJobController } from './jobs/commands/resume-job/resume-job.controller.ts';
import { ResumeJobHandler } from './jobs/commands/resume-job/resume-job.handler.ts';
import { SubmitJobController } from './jobs/commands/submit-job/submit-job.controller.ts';
import { SubmitJobHandler } from './jobs/commands/submit-job/submit-job.handler.ts';
import { HealthController } from './health/health.controller.ts';
import { HeartbeatsController } from './runners/heartbeats.controller.ts';
import { CheckInputPipe } from './shared/http/check-input.pipe.ts';
import { loggerParams } from './shared/http/log-requests.ts';
import { MinSeqInterceptor } from './shared/http/min-seq.interceptor.ts';
import { ProblemFilter } from './shared/http/problem.filter.ts';
import { RateLimitGuard, rateLimits } from './shared/http/rate-limit.guard.ts';
import type { Connections } from './shared/servers/connections.ts';
import { infrastructure } from './shared/servers/infrastructure.ts';
import { MetricsController } from './shared/metrics/metrics.controller.ts';
import { BrowseInputsController } from './pipelines/browse-inputs/browse-inputs.controller.ts';
import { BrowseInputsHandler } from './pipelines/browse-inputs/browse-inputs.handler.ts';
import { ExportAuditController } from './audit/export-audit/export-audit.controller.ts';
import { ListActorsController } from './audit/list-actors/list-actors.controller.ts';
import { ListAttemptsController } from './jobs/queries/list-attempts/list-attempts.controller.ts';
import { ListAttemptsHandler } from './jobs/queries/list-attempts/list-attempts.handler.ts';
import { ListAuditController } from './audit/list-audit/list-audit.controller.ts';
import { ListAuditHandler } from './audit/list-audit/list-audit.handler.ts';
import { ListFilesController } from './jobs/queries/list-files/list-files.controller.ts';
import { ListFilesHandler } from './jobs/queries/list-files/list-files.handler.ts';
import { ListHistoryController } from './jobs/queries/list-history/list-history.controller.ts';
import { ListHistoryHandler } from './jobs/queries/list-history/list-history.handler.ts';
import { ListJobsController } from './jobs/queries/list-jobs/list-jobs.controller.ts';
import { ListJobsHandler } from './jobs/queries/list-jobs/list-jobs.handler.ts';
import { ListPipelinesController } from './pipelines/list-pipelines/list-pipelines.controller.ts';
import { ListPipelinesHandler } from './pipelines/list-pipelines/list-pipelines.handler.ts';
import { ListRunnersController } from './runners/list-runners/list-runners.controller.ts';
import { ListRunnersHandler } from './runners/list-runners/list-runners.handler.ts';
import { ListTasksController } from './jobs/queries/list-tasks/list-tasks.controller.ts';
import { ListTasksHandler } from './jobs/queries/list-tasks/list-tasks.handler.ts';
import { ReadLogController } from './jobs/queries/read-log/read-log.controller.ts';
import { ReadLogHandler } from './jobs/queries/read-log/read-log.handler.ts';
import { ShowJobController } from './jobs/queries/show-job/show-job.controller.ts';
import { ShowJobHandler } from './jobs/queries/show-job/show-job.handler.ts';
import { ShowProjectionController } from './health/show-projection/show-projection.controller.ts';
import { ShowProjectionHandler } from './health/show-projection/show-projection.handler.ts';
import { ShowSessionController } from './session/show-session/show-session.controller.ts';
import { SummarizeJobsController } from './jobs/queries/summarize-jobs/summarize-jobs.controller.ts';
import { SummarizeJobsHandler } from './jobs/queries/summarize-jobs/summarize-jobs.handler.ts';
import type { GatewaySettings } from './shared/settings.ts';
import { StreamJobsController } from './jobs/stream/stream-jobs.controller.ts';
import { AuditVerification } from './audit/verify-audit/audit-verification.ts';
import { VerifyAuditController } from './audit/verify-audit/verify-audit.controller.ts';
import { WebhookDeliveriesController } from './webhooks/webhook-deliveries.controller.ts';
import { WebhooksController } from './webhooks/webhooks.controller.ts';
import { webhooks } from './webhooks/webhooks.providers.ts';

const commands = {
  controllers: [SubmitJobController, CancelJobController, RerunJobController, ResumeJobController],
  handlers: [SubmitJobHandler, CancelJobHandler, RerunJobHandler, ResumeJobHandler],
};

/** Fixed paths come before `jobs/:id`, which would take them. */
const queries = {
  controllers: [
    ListJobsController,
    SummarizeJobsController,
    StreamJobsController,
    ShowJobController,
    ListHistoryController,
    ListAttemptsController,
    ListTasksController,
    ListFilesController,
    ReadLogController,
    ListAuditController,
    ListActorsController,
    ExportAuditController,
    VerifyAuditController,
    ListPipelinesController,
    ListRunnersController,
    ShowProjectionController,
    ShowSessionController,
    BrowseInputsController,
  ],
  handlers: [
    ListJobsHandler,
    SummarizeJobsHandler,
    ShowJobHandler,
    ListHistoryHandler,
    ListAttemptsHandler,
    ListAuditHandler,
    ListTasksHandler,
    ListFilesHandler,
    ReadLogHandler,
    ListPipelinesHandler,
    ListRunnersHandler,
    ShowProjectionHandler,
    BrowseInputsHandler,
  ],
};

const http: Provider[] = [
  { provide: APP_FILTER, useClass: ProblemFilter },
  { provide: APP_GUARD, useClass: RateLimitGuard },
  { provide: APP_INTERCEPTOR, useClass: MinSeqInterceptor },
  { provide: APP_PIPE, useClass: CheckInputPipe },
];

/** The gateway, wired: HTTP in, events out; queries; streams; the projector. */
@Module({})
export class AppModule {
  static of(settings: GatewaySettings, connections: Connections, logger: PinoLogger): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        TerminusModule.forRoot({ logger: false }),
        ThrottlerModule.forRoot(rateLimits(settings)),
        LoggerModule.forRoot(loggerParams(logger)),
      ],
      controllers: [
        ...commands.controllers,
        ...queries.controllers,
        WebhooksController,
        WebhookDeliveriesController,
        HealthController,
        MetricsController,
        HeartbeatsController,
        OpenJobsController,
      ],
      providers: [
        ...infrastructure(settings, connections),
        ...webhooks(settings, connections),
        ...commands.handlers,
        ...queries.handlers,
        ...http,
        AuditVerification,
      ],
    };
  }
}
