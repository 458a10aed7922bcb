import { Module } from '@nestjs/common';
import { QueueCommandHandler } from './commands/queue-command.handler.ts';
import { QueueCommandsController } from './commands/queue-commands.controller.ts';
import { QueuesController } from './queries/queues.controller.ts';
import { CommandBusModule } from '../shared/commands/command-bus.module.ts';
import { KnownRunnersModule } from '../shared/runners/known-runners.module.ts';

/** Queues: commands to them, and their lines of waiting jobs. */
@Module({
  imports: [CommandBusModule, KnownRunnersModule],
  controllers: [QueueCommandsController, QueuesController],
  providers: [QueueCommandHandler],
})
export class QueuesModule {}
