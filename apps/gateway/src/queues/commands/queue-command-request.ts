import { Command } from '@nestjs/cqrs';
import type { CommandNameFor, Commands, QueueCommandAccepted } from '@reprise/contracts';
import type { z } from 'zod';
import type { Caller } from '../../shared/http/caller.ts';

export type QueueCommandName = CommandNameFor<'queue'>;
export type QueueBodyOf<N extends QueueCommandName> = z.infer<Commands[N]['body']['schema']>;

/** A person's command to a queue, as it came over HTTP. */
export class QueueCommandRequest<N extends QueueCommandName = QueueCommandName> extends Command<QueueCommandAccepted> {
  constructor(
    readonly name: N,
    readonly queue: string,
    readonly body: QueueBodyOf<N>,
    readonly caller: Caller,
  ) {
    super();
  }
}
