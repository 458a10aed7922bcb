import { parseArgs } from 'node:util';
import { readVersion } from '@reprise/nextflow';
import { ensureBuilt, ensureJava, ensureNextflowVersion, errorText, thisMachine } from '@reprise/setup';
import { columns } from './columns.ts';
import { parserIn, Trial, type Tried } from './trial.ts';

/**
 * `npm run nextflow -- 24.10.0 25.04.4:v2 /path/to/nextflow`: installs each version, tests Reprise with it and prints a
 * row of the table in docs/nextflow-versions.md. With `--install`, only installs them and prints their paths. Exits
 * with 1 if a cell fails.
 */
const TABLE = ['plan', 'states', 'cancel', 'freeze', 'drain', 'resume', 'restart', 'explain', 'results', 'messages'];
const say = (line: string) => console.error(line);
const machine = thisMachine();
try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { install: { type: 'boolean' } } });
  if (positionals.length === 0) throw new Error('Name versions: npm run nextflow -- 23.10.1 25.04.4:v2');
  await ensureJava(machine, say);
  const tried: Tried[] = [];
  for (const name of positionals) tried.push(await find(name));
  if (values.install) for (const { nextflow } of tried) console.log(nextflow);
  else await tryAll(tried);
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
process.exit();

/** @param name a version or a path, optionally followed by a colon and the parser */
async function find(name: string): Promise<Tried> {
  const [, place = name, parser] = /^(.*?)(?::(v[12]))?$/.exec(name) ?? [];
  const nextflow = place.includes('/') ? place : await ensureNextflowVersion(machine, place, say);
  const env = process.env as Record<string, string>;
  const { version } = await readVersion(nextflow, env);
  return { name, nextflow, version, parser: parser as Tried['parser'] };
}

async function tryAll(all: readonly Tried[]): Promise<void> {
  await ensureBuilt(machine, say);
  console.log(row(['version', 'parser', ...TABLE]));
  console.log(row(['version', 'parser', ...TABLE].map(() => '---')));
  for (const tried of all) {
    const cells = await tryOne(tried);
    console.log(row([tried.version, parserIn(tried), ...cells]));
    if (cells.some((cell) => cell !== 'yes')) process.exitCode = 1;
  }
}

/** Runs the columns in sequence, and returns their cells in table order. A failed cell contains the reason. */
async function tryOne(tried: Tried): Promise<string[]> {
  const trial = await Trial.start(tried);
  const cells = new Map<string, string>();
  try {
    for (const [name, column] of Object.entries(columns))
      cells.set(
        name,
        await column(trial).then(
          () => 'yes',
          (error: unknown) => {
            say(`${tried.name}, ${name}: ${errorText(error)}`);
            return 'no';
          },
        ),
      );
  } finally {
    await trial.stop();
  }
  return TABLE.map((name) => cells.get(name) ?? 'untried');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
