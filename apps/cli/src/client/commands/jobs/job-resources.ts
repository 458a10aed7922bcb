import { adviceText } from '@reprise/contracts/advice-text';
import {
  amountText,
  factorText,
  footprintTexts,
  hoursText,
  memoryText,
  spreadText,
} from '@reprise/contracts/resource-text';
import { shortDuration } from '@reprise/contracts/durations';
import type { AnswerOf } from '@reprise/api-client';
import type { Connection } from '../../connection/connection.ts';
import { printJson, type Context } from '../../context.ts';
import { tableLines, type TableColumn } from '../../terminal/table.ts';

type Resources = AnswerOf<'/api/jobs/{id}/resources', 'get'>;
type Step = Resources['steps'][number];
/** Figures that a server of an earlier release does not return. */
type Later = 'waiting' | 'footprint' | 'basis';
type Received = Omit<Resources, Later> & Partial<Pick<Resources, Later>>;

/** Prints the resources that the tasks of a job requested and used, by step. */
export async function showResources(
  context: Context,
  { api }: Connection,
  id: string,
  { json }: { json?: boolean },
): Promise<void> {
  const resources = await api.get('/api/jobs/{id}/resources', { path: { id } });
  if (json) return printJson(context, resources);
  context.terminal.out(resourceLines(resources, context.terminal.width).join('\n'));
}

/** Returns a table of the steps, followed by the sums, the number of unknown requests, and the advice. */
export function resourceLines(resources: Received, width: number): string[] {
  if (resources.tasks === 0) return ['No task has ended yet.'];
  const { cpu_hours, memory_gb_hours, waiting, tasks_without_requests: unknown } = resources;
  const { footprint, basis } = resources;
  const figures = footprint && basis ? footprintTexts(footprint, basis.currency) : [];
  return [
    ...tableLines(resources.steps, COLUMNS, width),
    '',
    ...fieldLines([
      ['CPU hours', hoursText(cpu_hours)],
      ['Memory GB hours', hoursText(memory_gb_hours)],
      ...(waiting
        ? ([
            ['Waited in the queue', waitText(waiting.queue_ms)],
            ['Waited for executors', waitText(waiting.executor_ms)],
          ] as const)
        : []),
      ...figures,
    ]),
    ...(unknown > 0
      ? [
          `Requests are unknown for ${String(unknown)} of ${String(resources.tasks)} tasks: an earlier release ran them, or Nextflow ended before it traced them.`,
        ]
      : []),
    ...(basis && figures.length > 0 ? ['', 'From these prices and factors', ...basis.factors.map(factorText)] : []),
    ...resources.steps.flatMap(adviceLines),
  ];
}

const waitText = (ms: number | null): string => (ms === null ? '–' : shortDuration(ms));

function fieldLines(fields: readonly (readonly [title: string, text: string])[]): string[] {
  const width = Math.max(...fields.map(([title]) => title.length));
  return fields.map(([title, text]) => `${title.padEnd(width)}  ${text}`);
}

const adviceLines = ({ step, advice }: Step): string[] =>
  advice === null ? [] : ['', `Advice for ${step}`, ...advice.directives.map(adviceText), '', advice.config];

const right = { align: 'right' } as const;
const COLUMNS: readonly TableColumn<Step>[] = [
  { title: 'Step', cell: ({ step }) => step, shrinksTo: 12 },
  { title: 'Tasks', cell: ({ tasks }) => String(tasks), ...right, dropOrder: 2 },
  { title: 'Memory requested', cell: ({ memory }) => spreadText(memory.requested, memoryText), ...right },
  { title: 'used', cell: ({ memory }) => spreadText(memory.used, memoryText), ...right },
  { title: 'CPUs requested', cell: ({ cpus }) => spreadText(cpus.requested, amountText), ...right },
  { title: 'used', cell: ({ cpus }) => spreadText(cpus.used, amountText), ...right },
  {
    title: 'Time requested',
    cell: ({ time_ms }) => spreadText(time_ms.requested, shortDuration),
    ...right,
    dropOrder: 1,
  },
  { title: 'used', cell: ({ time_ms }) => spreadText(time_ms.used, shortDuration), ...right, dropOrder: 1 },
  {
    title: 'Waited',
    cell: ({ wait_ms }) => spreadText((wait_ms as typeof wait_ms | undefined) ?? null, shortDuration),
    ...right,
    dropOrder: 3,
  },
];
