import type { CommandNameFor, RunnerView } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import { knownSlotsTaken } from '@reprise/contracts/starting';
import type { RunnerApi } from '../../core/api/runner-api.ts';
import { capital } from '../../shared/format.ts';
import type { TargetDialogData } from '../../shared/form/target-dialog.ts';
import { goesOnText, runnerTitle } from './runner-text.ts';

/** Commands for runners that a dialog confirms; a schedule has a separate dialog. */
export type RunnerDialogCommand = Exclude<CommandNameFor<'runner'>, 'schedule_runner'>;

const TEXTS = {
  drain_runner: {
    title: (name: string) => `Drain ${name}?`,
    lead: (runner: RunnerView) => {
      const goesOn =
        knownSlotsTaken(runner) === 0 ? 'It runs nothing now.' : `${capital(goesOnText(runner))} to the end.`;
      return `It claims nothing new. ${goesOn} Jobs wait for other runners, or for this one.`;
    },
    verb: 'Drain runner',
  },
  undrain_runner: {
    title: (name: string) => `Let ${name} take jobs again?`,
    lead: ({ alive }: RunnerView) =>
      `It claims waiting jobs ${alive ? 'at once' : 'when it is back'}, as far as slots are free and its schedule lets it.`,
    verb: 'Take jobs again',
  },
} as const satisfies Record<RunnerDialogCommand, object>;

/** The dialog for a command for a runner. */
export function runnerDialog(command: RunnerDialogCommand, runner: RunnerView, api: RunnerApi): TargetDialogData {
  const { title, lead, verb } = TEXTS[command];
  return {
    title: title(runnerTitle(runner)),
    lead: lead(runner),
    verb,
    icon: commandFacts[command].icon,
    note: 'shown at the runner and kept in the audit trail',
    send: (body, key) => api.command(command, runner.runner_id, body, key),
  };
}
