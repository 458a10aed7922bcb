import { commandFacts } from './facts.ts';

/** Kind of resource that a command applies to. */
export type CommandTarget = 'job' | 'queue' | 'runner';

type Facts = typeof commandFacts;
export type CommandName = keyof Facts;

type Named<Test> = { [N in CommandName]: Facts[N] extends Test ? N : never }[CommandName];
/** A command for a kind of resource; `job` includes the submission. */
export type CommandNameFor<T extends CommandTarget> = T extends 'job'
  ? Exclude<CommandName, Named<{ readonly target: string }>>
  : Named<{ readonly target: T }>;
/** A command for an existing job, which can reject it. */
export type JobCommandName = Extract<CommandNameFor<'job'>, Named<{ readonly refused: string }>>;
/** A command for the job itself. A job lists those it allows, and the page has a button for each. */
export type ActionName = Exclude<JobCommandName, Named<{ readonly about: string }>>;
/** A command that can be sent to many jobs at once. */
export type BulkCommandName = ActionName & Named<{ readonly bulk: true }>;
/** A command with a preview. */
export type PreviewedCommandName = Extract<JobCommandName, Named<{ readonly hasPreview: true }>>;

export const commandNames = Object.keys(commandFacts) as [CommandName, ...CommandName[]];

export function targetOf(name: CommandName): CommandTarget {
  const facts = commandFacts[name];
  return 'target' in facts ? facts.target : 'job';
}

/** Returns the commands for a kind of resource, in catalogue order. */
export const commandNamesFor = <T extends CommandTarget>(target: T): readonly CommandNameFor<T>[] =>
  commandNames.filter((name) => targetOf(name) === target) as unknown as CommandNameFor<T>[];

export const isJobCommand = (name: CommandName): name is JobCommandName =>
  targetOf(name) === 'job' && commandFacts[name].refused !== null;
export const jobCommandNames = commandNames.filter(isJobCommand) as [JobCommandName, ...JobCommandName[]];

export const actionNames = jobCommandNames.filter((name): name is ActionName => !('about' in commandFacts[name])) as [
  ActionName,
  ...ActionName[],
];

export const previewedCommandNames = jobCommandNames.filter(
  (name): name is PreviewedCommandName => 'hasPreview' in commandFacts[name],
);

export const bulkCommandNames = actionNames.filter((name): name is BulkCommandName => 'bulk' in commandFacts[name]) as [
  BulkCommandName,
  ...BulkCommandName[],
];
