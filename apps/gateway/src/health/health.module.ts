import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Registry } from 'prom-client';
import { KnownRunnersModule } from '../shared/runners/known-runners.module.ts';
import { VerificationModule } from '../shared/verification/verification.module.ts';
import { ProjectorHost } from '../shared/servers/projector-host.ts';
import { HealthController } from './health.controller.ts';
import { measureProjection } from './projection-metrics.ts';
import { ProjectionController } from './projection.controller.ts';
import { TableDamage } from './table-damage.ts';

/** Whether this gateway works, and how far its tables are behind the log. */
@Module({
  imports: [VerificationModule, KnownRunnersModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, ProjectionController],
  providers: [TableDamage],
})
export class HealthModule {
  constructor(registry: Registry, projector: ProjectorHost) {
    measureProjection(registry, () => projector.view());
  }
}
