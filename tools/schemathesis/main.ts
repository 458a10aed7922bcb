import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startReprise } from '@reprise/launcher';
import { simulatedNextflow } from '@reprise/simulated-nextflow';
import { ensureSchemathesis } from './ensure-schemathesis.ts';
import { runSchemathesis } from './run-schemathesis.ts';
import { makeSenders } from './senders.ts';

/**
 * `npm run schemathesis`: sends generated requests to every route with each role, and exits with 1 if any response is a
 * 5xx.
 */
const { values } = parseArgs({
  options: {
    examples: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    as: { type: 'string' },
  },
});
const scratch = mkdtempSync(join(tmpdir(), 'reprise-schemathesis-'));
const program = ensureSchemathesis();
const reprise = await startReprise(
  {
    REPRISE_DATA_DIR: join(scratch, 'data'),
    REPRISE_PORT: '0',
    REPRISE_NEXTFLOW: simulatedNextflow,
    REPRISE_RATE_LIMIT: '0',
    REPRISE_COMMAND_RATE_LIMIT: '0',
    REPRISE_ANONYMOUS_RATE_LIMIT: '0',
  },
  { say: console.log },
);
try {
  const { url, token } = reprise;
  const documented = await fetch(`${url}/api/openapi.json`, { headers: { authorization: `Bearer ${token}` } });
  const document = join(scratch, 'openapi.json');
  writeFileSync(document, await documented.text());
  const senders = (await makeSenders(reprise)).filter(({ name }) => values.as === undefined || name === values.as);
  for (const sender of senders) {
    const { seed, examples } = values;
    const { requests, errors } = await runSchemathesis(program, sender, { url, document, seed, examples, scratch });
    console.log(`${sender.name}: ${String(requests)} requests, ${String(errors.length)} answered 5xx (seed ${seed})`);
    for (const error of errors) console.log(`  ${error}`);
    if (errors.length > 0) process.exitCode = 1;
  }
} finally {
  await reprise.stop();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
}
