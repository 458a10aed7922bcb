import { Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { RunnerCommandsController } from './commands/runner-commands.controller.ts';
import { LostAttempts } from './lost-attempts.ts';
import { RunnerMessagesController } from './runner-messages.controller.ts';
import { measureRunners } from './runner-metrics.ts';
import { RunnersController } from './runners.controller.ts';
import { CommandAnswers } from '../shared/commands/command-answers.ts';
import { KnownRunnersModule } from '../shared/runners/known-runners.module.ts';
import { Runners } from '../shared/runners/runners.ts';

/** The runners: their heartbeats, commands for them, and their requests to a gateway. */
@Module({
  imports: [KnownRunnersModule],
  controllers: [RunnersController, RunnerCommandsController, RunnerMessagesController],
  providers: [CommandAnswers, LostAttempts],
})
export class RunnersModule {
  constructor(registry: Registry, runners: Runners) {
    measureRunners(registry, () => runners.list(Date.now()));
  }
}
