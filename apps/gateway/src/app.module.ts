import { Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { AuditModule } from './audit/audit.module.ts';
import { HealthModule } from './health/health.module.ts';
import { jobFeatures } from './jobs/job-features.ts';
import { PeopleModule } from './people/people.module.ts';
import { PipelinesModule } from './pipelines/pipelines.module.ts';
import { QueuesModule } from './queues/queues.module.ts';
import { RunnersModule } from './runners/runners.module.ts';
import { SessionModule } from './session/session.module.ts';
import { AuthModule } from './shared/auth/auth.module.ts';
import { HttpModule } from './shared/http.module.ts';
import { loggerParams } from './shared/http/middleware/log-requests.ts';
import { MachineOnlyModule } from './shared/machine-only.module.ts';
import { MetricsModule } from './shared/metrics/metrics.module.ts';
import type { Connections } from './shared/servers/connections.ts';
import { ServersModule } from './shared/servers.module.ts';
import type { GatewaySettings } from './shared/settings.ts';
import type { GatewayWing } from './shared/wing.ts';

const features = (wings: readonly GatewayWing[]) => [
  ...jobFeatures,
  AuditModule,
  PipelinesModule,
  QueuesModule,
  RunnersModule,
  ...wings.flatMap(({ modules = [] }) => modules),
  HealthModule,
  SessionModule,
  PeopleModule,
  wings.find(({ people }) => people)?.people ?? MachineOnlyModule,
];

/** The gateway: its features and wings, and the parts that they share. */
@Module({})
export class AppModule {
  static of(
    settings: GatewaySettings,
    connections: Connections,
    logger: Logger,
    wings: readonly GatewayWing[],
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(loggerParams(logger)),
        ServersModule.of(settings, connections),
        AuthModule.of(settings),
        HttpModule.of(settings),
        MetricsModule,
        ...features(wings),
      ],
    };
  }
}
