import { Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { LostAttempts } from './lost-attempts.ts';
import { RunnerMessagesController } from './runner-messages.controller.ts';
import { measureRunners } from './runner-metrics.ts';
import { RunnersController } from './runners.controller.ts';
import { KnownRunnersModule } from '../shared/runners/known-runners.module.ts';
import { Runners } from '../shared/runners/runners.ts';

/** The runners: who is alive, and what they ask of a gateway. */
@Module({
  imports: [KnownRunnersModule],
  controllers: [RunnersController, RunnerMessagesController],
  providers: [LostAttempts],
})
export class RunnersModule {
  constructor(registry: Registry, runners: Runners) {
    measureRunners(registry, () => runners.list(Date.now()));
  }
}
