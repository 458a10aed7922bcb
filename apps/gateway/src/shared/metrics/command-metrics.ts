import { Injectable } from '@nestjs/common';
import type { CommandName } from '@reprise/contracts';
import type { Handled } from '@reprise/job-store';
import { Counter, Registry } from 'prom-client';

export type CommandOutcome = Handled['outcome'] | 'repeated' | 'failed';

/** Counts commands by their outcome. */
@Injectable()
export class CommandMetrics {
  readonly #commands: Counter<'command' | 'outcome'>;

  constructor(registry: Registry) {
    this.#commands = new Counter({
      name: 'reprise_commands_total',
      help: 'Commands by outcome',
      labelNames: ['command', 'outcome'],
      registers: [registry],
    });
  }

  count(command: CommandName, outcome: CommandOutcome): void {
    this.#commands.inc({ command, outcome });
  }
}
