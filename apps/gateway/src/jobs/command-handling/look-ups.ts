import type { CommandNameFor, PreviewedCommandName } from '@reprise/contracts';
import * as all from '../commands/all.ts';
import type { CommandRule } from '../policy/command-rule.ts';
import { asGiven, type AsGiven, type CommandOf, type LookUp, type Preview } from '../command-requests/look-up.ts';

/** Commands that need more than their body. Each has a lookup. */
type MoreThanGiven = {
  [N in CommandNameFor<'job'>]: AsGiven<N> extends CommandOf<N> ? never : N;
}[CommandNameFor<'job'>];
type LookUps = { readonly [N in MoreThanGiven]: { readonly lookUp: LookUp<N> } };
type Previews = { readonly [N in PreviewedCommandName]: { readonly preview: Preview<N> } };

const files: LookUps = all;
const previews: Previews = all;

export const lookUpOf = <N extends CommandNameFor<'job'>>(name: N): LookUp<N> =>
  ((files as Partial<Record<string, { lookUp?: unknown }>>)[name]?.lookUp ?? asGiven(name)) as LookUp<N>;

/** Returns the permission rule of a command. Most commands have none. */
export const ruleOf = (name: CommandNameFor<'job'>): CommandRule =>
  (files as Partial<Record<string, { rule?: CommandRule }>>)[name]?.rule ?? {};

export const previewOf = <N extends PreviewedCommandName>(name: N): Preview<N> => previews[name].preview;
