import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { QueueCommandHandler } from './commands/queue-command.handler.ts';
import { QueueCommandsController } from './commands/queue-commands.controller.ts';

/** Queues: commands to them, and their lines of waiting jobs. */
@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [QueueCommandsController],
  providers: [QueueCommandHandler],
})
export class QueuesModule {}
