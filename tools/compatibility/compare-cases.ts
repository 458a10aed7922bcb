import { runBare } from './bare-run.ts';
import type { Ground } from './ground.ts';
import { differences, withoutTasksOf, type Outcome } from './outcome.ts';
import { refusalByReprise, runThroughReprise } from './run-through-reprise.ts';
import type { CompatibilityCase } from './compatibility-case.ts';

/** One line of the table. */
export interface Compared {
  readonly name: string;
  readonly bare: string;
  readonly reprise: string;
  /** Empty if both are equal. */
  readonly differs: readonly string[];
}

const AT_ONCE = 2;

/** Runs cases bare and through Reprise, two at a time, and reports each when it ends. */
export async function compareCases(
  ground: Ground,
  signal: AbortSignal,
  tell: (compared: Compared) => void = () => undefined,
): Promise<Compared[]> {
  const waiting = [...ground.cases];
  const all: Compared[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
      const compared = await compare(next, ground, signal);
      all.push(compared);
      tell(compared);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return all.toSorted((a, b) => a.name.localeCompare(b.name));
}

async function compare(given: CompatibilityCase, ground: Ground, signal: AbortSignal): Promise<Compared> {
  const { name, traced_by_chance: chance } = given;
  try {
    const alone = await runBare(given, ground.bareFolder(given), ground.placesOf(given, 'bare'), ground, signal);
    const bare = withoutTasksOf(alone, chance);
    const places = ground.placesOf(given, 'reprise');
    if (given.refused !== undefined) {
      const refusal = await refusalByReprise(given, places, ground.reprise);
      const differs = refusal.includes(given.refused) ? bare.unexpected : [...bare.unexpected, `Reprise: ${refusal}`];
      return { name, bare: asText(bare), reprise: 'refused', differs };
    }
    const reprise = withoutTasksOf(await runThroughReprise(given, places, ground.reprise, signal), chance);
    return { name, bare: asText(bare), reprise: asText(reprise), differs: differences(bare, reprise) };
  } catch (error) {
    return { name, bare: '-', reprise: '-', differs: [(error as Error).message] };
  }
}

/** `exit 1, then 0; 3 tasks; 2 files` */
function asText({ exits, tasks, published, effects }: Outcome): string {
  const files = published.length + effects.length;
  return `exit ${exits.join(', then ')}; ${counted(tasks.length, 'task')}; ${counted(files, 'file')}`;
}

const counted = (count: number, noun: string) => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Formats the table for a terminal: case, bare, Reprise, equal or the differences. */
export function table(all: readonly Compared[]): string {
  const rows = [
    ['case', 'bare', 'Reprise', ''],
    ...all.map(({ name, bare, reprise, differs }) => [name, bare, reprise, differs.join(' | ') || 'equal']),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
