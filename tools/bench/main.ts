import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, thisMachine } from '@reprise/setup';
import { append } from './log/append.ts';
import { audit } from './audit/audit.ts';
import { backup } from './backup/backup.ts';
import { keepMeasures } from './measure/kept-measures.ts';
import type { Bench, Measure } from './measure/measure.ts';
import { jobsList } from './jobs/jobs-list.ts';
import { plates } from './jobs/plates.ts';
import { machineFacts } from './measure/machine-facts.ts';
import { rebuild } from './log/rebuild.ts';
import { lineOf, page } from './measure/report.ts';
import { run } from './run/run.ts';
import { idle } from './needs/idle.ts';
import { npmStart } from './needs/npm-start.ts';
import { recovery } from './needs/recovery.ts';
import { upload } from './needs/upload.ts';
import { variants } from './variants/variants.ts';

const benches: Readonly<Record<string, Bench>> = {
  append: append(),
  rebuild: rebuild(),
  backup: backup(),
  audit: audit(),
  jobs: jobsList(),
  plates: plates(),
  variants: variants(),
  run,
  idle: idle(),
  'npm-start': npmStart(),
  recovery: recovery(),
  upload: upload(),
};
const usage = `npm run bench -- [${Object.keys(benches).join('] [')}] [--repetitions 7] [--write]`;

const { values, positionals } = parse();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const repetitions = Number(values.repetitions);
const names = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0 || !(repetitions >= 1)) {
  console.error(usage);
  process.exit(1);
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        write: { type: 'boolean', default: false },
        repetitions: { type: 'string', default: '7' },
      },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return process.exit(1);
  }
}

const say = (line: string) => console.log(line);
const loadBefore = loadavg()[0] ?? 0;
await ensureBuilt(thisMachine(), say);
const measured: Record<string, Measure[]> = {};
for (const name of names) {
  say(`${name}:`);
  measured[name] = (await benches[name]?.(repetitions, say)) ?? [];
  for (const measure of measured[name]) say(`  ${lineOf(measure)}`);
}
const facts = await machineFacts(loadBefore);
for (const [name, text] of facts) say(`${name}: ${text}`);
if (values.write) {
  const of = Object.fromEntries(facts);
  const all = keepMeasures(measured, `${of['commit'] ?? ''}, ${of['date'] ?? ''}`);
  writeFileSync(join(thisMachine().root, 'docs', 'benchmarks.md'), page(Object.values(all).flat(), facts));
}
