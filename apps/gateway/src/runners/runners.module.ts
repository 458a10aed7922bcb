import { Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { LostAttempts } from './lost-attempts.ts';
import { RunnerMessagesController } from './runner-messages.controller.ts';
import { measureRunners } from './runner-metrics.ts';
import { RunnersController } from './runners.controller.ts';
import { Runners } from './runners.ts';

/** The runners: who is alive, and what they ask of a gateway. */
@Module({
  controllers: [RunnersController, RunnerMessagesController],
  providers: [LostAttempts, Runners],
})
export class RunnersModule {
  constructor(registry: Registry, runners: Runners) {
    measureRunners(registry, () => runners.list(Date.now()));
  }
}
