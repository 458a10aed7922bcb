import type { LinkedStep, StepGraph } from '@reprise/contracts';
import type { IconName } from '../../../shared/parts/icons.ts';
import { shortDuration } from '../../../shared/format.ts';
import type { GraphStep } from './graph-step.ts';
import type { StepLink } from './lay-out.ts';

/** A step as the graph shows it. */
export interface GraphNode {
  readonly process: string;
  readonly step: string;
  readonly look: { readonly key: string; readonly icon: IconName; readonly turning: boolean };
  /** Its status and the number of its tasks. */
  readonly state: string;
  readonly time: string;
  /** Whether its inputs are known. */
  readonly isLinked: boolean;
  /** Names of the steps that feed it, and of those that it feeds. */
  readonly uses: string;
  readonly usedBy: string;
  readonly tasks: number;
}

/** Returns the links between the steps that are shown. */
export function linksBetween(lines: readonly Pick<GraphStep, 'process'>[], linked: readonly LinkedStep[]): StepLink[] {
  const shown = new Set(lines.map(({ process }) => process));
  return linked
    .filter(({ process }) => shown.has(process))
    .flatMap(({ process, inputs }) =>
      inputs.filter((input) => shown.has(input)).map((from) => ({ from, to: process })),
    );
}

/** Returns the steps by process. */
export function graphNodes(
  lines: readonly GraphStep[],
  linked: readonly LinkedStep[],
  links: readonly StepLink[],
): Map<string, GraphNode> {
  const names = new Map(lines.map(({ process, step }) => [process, step]));
  const nameOf = (process: string) => names.get(process) ?? process;
  const known = new Map(linked.map((step) => [step.process, step]));
  return new Map(
    lines.map((line) => {
      const { process, step, look, durationMs, tasks } = line;
      const inputs = links.filter(({ to }) => to === process).map(({ from }) => nameOf(from));
      const users = links.filter(({ from }) => from === process).map(({ to }) => nameOf(to));
      const others = known.get(process)?.may_use_others ? ['maybe others'] : [];
      return [
        process,
        {
          process,
          step,
          look,
          state: stateOf(line),
          // A cached step took no time.
          time: durationMs ? shortDuration(durationMs) : '',
          isLinked: known.has(process),
          uses: [...inputs, ...others].join(', '),
          usedBy: users.join(', '),
          tasks: tasks.length,
        },
      ];
    }),
  );
}

/** "Done, 3 of 3". A note about ignored failures takes precedence over the number, and repeats no word of the state. */
function stateOf({ look, counts, note }: Pick<GraphStep, 'look' | 'counts' | 'note'>): string {
  const more = look.icon === 'triangle-alert' || !counts ? note : counts;
  return [look.word, more.toLowerCase() === look.word.toLowerCase() ? '' : more].filter(Boolean).join(', ');
}

/** The step to look at first: one that failed, else one that runs, else the first one. */
export function firstToShow(lines: readonly Pick<GraphStep, 'process' | 'look'>[]): string | null {
  const withKey = (key: string) => lines.find(({ look }) => look.key === key);
  return (withKey('failed') ?? withKey('running') ?? lines[0])?.process ?? null;
}

/**
 * Returns why links are missing in the graph; empty if all are known.
 * @param workDir of the shown attempt; null before it starts
 */
export function missingLinks(
  { unknown, work_dir }: StepGraph,
  nodes: readonly GraphNode[],
  { workDir, hasEnded }: { readonly workDir: string | null; readonly hasEnded: boolean },
): string {
  if (unknown !== null) return `${unknown}: the steps are shown without links.`;
  if (work_dir !== workDir) return 'The links are known for the last run only: these steps are shown without them.';
  const unlinked = nodes.filter(({ isLinked }) => !isLinked).length;
  if (unlinked === 0) return '';
  return hasEnded
    ? 'The links of steps with a dashed border are unknown, because no task of them staged its inputs.'
    : 'Steps with a dashed border are linked as soon as their first task has staged its inputs.';
}
