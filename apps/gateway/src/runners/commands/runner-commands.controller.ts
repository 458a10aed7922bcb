import { Controller, Inject } from '@nestjs/common';
import type { CommandNameFor, Commands, RunnerCommandAccepted } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import type { PersonRunnerCommand } from '@reprise/job';
import { RunnerStore } from '@reprise/job-store';
import type { z } from 'zod';
import { CommandAnswers } from '../../shared/commands/command-answers.ts';
import { serveCommands } from '../../shared/commands/serve-commands.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { unknownRunner } from '../../shared/http/problem.ts';
import { RunnerStates } from '../../shared/runners/runner-states.ts';
import { Runners } from '../../shared/runners/runners.ts';
import { EVENT_LOG } from '../../shared/servers/tokens.ts';

type RunnerCommandName = CommandNameFor<'runner'>;
type RunnerBodyOf<N extends RunnerCommandName> = z.infer<Commands[N]['body']['schema']>;

/** Commands for runners. */
@Controller()
export class RunnerCommandsController {
  private readonly store: RunnerStore;

  constructor(
    private readonly answers: CommandAnswers,
    private readonly runners: Runners,
    private readonly states: RunnerStates,
    @Inject(EVENT_LOG) log: EventLog,
  ) {
    this.store = new RunnerStore(log);
  }

  async execute<N extends RunnerCommandName>(
    name: N,
    id: string | undefined,
    body: RunnerBodyOf<N>,
    caller: Caller,
  ): Promise<RunnerCommandAccepted> {
    const runner_id = id!;
    // Every body contains the data that its decision needs, except for the name.
    const command = { ...body, name, reason: body.reason || null } as PersonRunnerCommand;
    const given = { name, target: runner_id, body, caller, assertKnown: () => this.assertKnown(runner_id) };
    const { message, ...answer } = await this.answers.handle(given, async (context) => {
      const handled = await this.store.handle(runner_id, command, context);
      if (handled.outcome !== 'refused') this.states.expect(handled.last_seq);
      return handled;
    });
    return { message, runner_id, ...answer };
  }

  /** An offline runner can also be drained, so that it claims nothing when it returns. */
  private async assertKnown(runnerId: string): Promise<void> {
    if (this.runners.list(Date.now()).some(({ runner_id }) => runner_id === runnerId)) return;
    if (!(await this.states.read()).has(runnerId)) throw unknownRunner(runnerId);
  }
}

serveCommands('runner', RunnerCommandsController);
