import type { CommandNameFor, PreviewedCommandName } from '@reprise/contracts';
import type { PersonCommand } from '@reprise/job';
import { classify } from './classify.ts';
import { clean } from './clean.ts';
import { asGiven, type AsGiven, type LookUp, type Preview } from './look-up.ts';
import { move } from './move.ts';
import { pause } from './pause.ts';
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

/** Previews of the commands that have one, in the order of their routes. */
export const previews: { readonly [N in PreviewedCommandName]: Preview<N> } = { clean, pause };

export const lookUpOf = <N extends CommandNameFor<'job'>>(name: N): LookUp<N> =>
  ((lookUps as Partial<Record<string, unknown>>)[name] ?? asGiven(name)) as LookUp<N>;
