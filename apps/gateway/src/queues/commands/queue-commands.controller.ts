import { Controller, Inject } from '@nestjs/common';
import type { QueueCommandAccepted } from '@reprise/contracts';
import { QueueStore } from '@reprise/job-store';
import type { ReadModel } from '@reprise/read-model';
import { CommandAnswers } from '../../shared/commands/command-answers.ts';
import { serveCommands } from '../../shared/commands/serve-commands.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { makers, type QueueBodyOf, type QueueCommandName } from './makers.ts';

/** Commands for queues. */
@Controller()
export class QueueCommandsController {
  constructor(
    private readonly answers: CommandAnswers,
    private readonly store: QueueStore,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  async execute<N extends QueueCommandName>(
    name: N,
    named: string | undefined,
    body: QueueBodyOf<N>,
    caller: Caller,
  ): Promise<QueueCommandAccepted> {
    // For a new queue, the body contains its name.
    const queue = named ?? (body as QueueBodyOf<'create_queue'>).name;
    const { message, ...answer } = await this.answers.handle({ name, target: queue, body, caller }, async (context) =>
      this.store.handle(queue, await makers[name](body, queue, this.readModel), context),
    );
    return { message, queue, ...answer };
  }
}

serveCommands('queue', QueueCommandsController);
