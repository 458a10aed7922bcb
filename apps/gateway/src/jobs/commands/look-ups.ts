import type { CommandNameFor } from '@reprise/contracts';
import type { PersonCommand } from '@reprise/job';
import { classify } from './classify.ts';
import { asGiven, type AsGiven, type LookUp } from './look-up.ts';
import { move } from './move.ts';
import { priority } from './priority.ts';
import { rerun } from './rerun.ts';
import { restart } from './restart.ts';
import { resume } from './resume.ts';
import { sign } from './sign.ts';
import { submit } from './submit.ts';

/** Commands that are more than their body: each needs a look-up. */
type MoreThanGiven = {
  [N in CommandNameFor<'job'>]: AsGiven<N> extends Extract<PersonCommand, { name: N }> ? never : N;
}[CommandNameFor<'job'>];
type LookUps = { readonly [N in CommandNameFor<'job'>]: LookUp<N> };

const lookUps: Pick<LookUps, MoreThanGiven> & Partial<LookUps> = {
  submit,
  rerun,
  resume,
  restart,
  classify,
  priority,
  move,
  sign,
};

export const lookUpOf = <N extends CommandNameFor<'job'>>(name: N): LookUp<N> =>
  ((lookUps as Partial<Record<string, unknown>>)[name] ?? asGiven(name)) as LookUp<N>;
