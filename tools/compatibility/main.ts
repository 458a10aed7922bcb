import { parseArgs } from 'node:util';
import { parserOf } from '@reprise/contracts';
import { readVersion } from '@reprise/nextflow';
import { ensureNextflow, errorText, thisMachine } from '@reprise/setup';
import { compareCases, table } from './compare-cases.ts';
import { engineNames } from './engine.ts';
import { layGround } from './ground.ts';
import { caseNames } from './compatibility-case.ts';

/** `npm run compatibility`: runs scripts unrelated to Reprise bare and through it. Exits with 1 if any differs. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string', default: 'local' } },
});
const engine = engineNames.find((name) => name === values.engine);
if (engine === undefined) {
  console.error(`No such engine: ${values.engine}. Engines: ${engineNames.join(', ')}`);
  process.exit(1);
}
const say = (line: string) => console.error(line);
const nextflow = await ensureNextflow(thisMachine(), say);
const { version } = await readVersion(nextflow, process.env as Record<string, string>);
const known = caseNames(engine, parserOf(version, process.env['NXF_SYNTAX_PARSER']) ?? 'v1');
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No such case on ${engine}: ${unknown.join(', ')}. Cases: ${known.join(', ')}`);
  process.exit(1);
}
const asked = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort());

try {
  const ground = await layGround(positionals.length > 0 ? positionals : known, say, { engine });
  try {
    const all = await compareCases(ground, asked.signal, ({ name, differs }) =>
      console.error(`${name}: ${differs.length === 0 ? 'equal' : 'differs'}`),
    );
    const unequal = all.filter(({ differs }) => differs.length > 0).length;
    console.log(table(all));
    console.log(`${String(all.length - unequal)} equal, ${String(unequal)} unequal`);
    process.exitCode = unequal > 0 || asked.signal.aborted ? 1 : 0;
  } finally {
    await ground.stop();
  }
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
