import type { CommandNameFor } from '@reprise/contracts';
import type { PersonCommand } from '@reprise/job';
import { classify } from './classify.ts';
import { clean } from './clean.ts';
import { reasonOnly, type LookUp } from './look-up.ts';
import { move } from './move.ts';
import { pause } from './pause.ts';
import { priority } from './priority.ts';
import { rerun } from './rerun.ts';
import { restart } from './restart.ts';
import { resume } from './resume.ts';
import { sign } from './sign.ts';
import { submit } from './submit.ts';

/** Commands that take no more than a reason; the others need a look-up. */
type ReasonOnly = {
  [N in CommandNameFor<'job'>]: { readonly name: N; readonly reason: string | null } extends Extract<
    PersonCommand,
    { name: N }
  >
    ? N
    : never;
}[CommandNameFor<'job'>];

const lookUps: { readonly [N in Exclude<CommandNameFor<'job'>, ReasonOnly>]: LookUp<N> } = {
  submit,
  pause,
  rerun,
  resume,
  clean,
  restart,
  classify,
  priority,
  move,
  sign,
};

export const lookUpOf = <N extends CommandNameFor<'job'>>(name: N): LookUp<N> =>
  ((lookUps as Partial<Record<CommandNameFor<'job'>, unknown>>)[name] ?? reasonOnly(name)) as LookUp<N>;
