import { Module } from '@nestjs/common';
import { QueueCommandsController } from './commands/queue-commands.controller.ts';
import { QueuesController } from './queries/queues.controller.ts';
import { CommandAnswers } from '../shared/commands/command-answers.ts';
import { KnownRunnersModule } from '../shared/runners/known-runners.module.ts';

/** Queues: their commands, and their waiting jobs in order. */
@Module({
  imports: [KnownRunnersModule],
  controllers: [QueueCommandsController, QueuesController],
  providers: [CommandAnswers],
})
export class QueuesModule {}
