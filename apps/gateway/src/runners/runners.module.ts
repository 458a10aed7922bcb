import { Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { RunnerCommandHandler } from './commands/runner-command.handler.ts';
import { RunnerCommandsController } from './commands/runner-commands.controller.ts';
import { LostAttempts } from './lost-attempts.ts';
import { RunnerMessagesController } from './runner-messages.controller.ts';
import { measureRunners } from './runner-metrics.ts';
import { RunnersController } from './runners.controller.ts';
import { CommandBusModule } from '../shared/commands/command-bus.module.ts';
import { KnownRunnersModule } from '../shared/runners/known-runners.module.ts';
import { Runners } from '../shared/runners/runners.ts';

/** The runners: who is alive, commands to them, and what they ask of a gateway. */
@Module({
  imports: [CommandBusModule, KnownRunnersModule],
  controllers: [RunnersController, RunnerCommandsController, RunnerMessagesController],
  providers: [LostAttempts, RunnerCommandHandler],
})
export class RunnersModule {
  constructor(registry: Registry, runners: Runners) {
    measureRunners(registry, () => runners.list(Date.now()));
  }
}
