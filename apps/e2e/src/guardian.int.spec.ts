import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { processesIn } from './processes.ts';

describe('the guardian of a lab', () => {
  it('ends every process there and deletes the folder, also after the tests were killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-guarded-'));
    const tests = join(folder, 'tests.ts');
    const guardian = join(import.meta.dirname, 'guardian.ts');
    writeFileSync(
      tests,
      `import { spawn } from 'node:child_process';
       import { guard } from '${guardian}';
       guard('${folder}');
       const asleep = (options) => spawn('sleep', ['300'], { detached: true, stdio: 'ignore', ...options }).unref();
       asleep({ cwd: '${folder}' });
       asleep({ env: { ...process.env, REPRISE_DATA_DIR: '${folder}/data' } });
       setInterval(() => undefined, 1000);`,
    );
    const child = spawn(process.execPath, ['--no-warnings', tests], { stdio: 'ignore' });
    const deadline = { what: 'both sleep, guarded' };
    await waitUntil(() => processesIn(folder).length === 4 || undefined, deadline);
    child.kill('SIGKILL');
    const gone = () => processesIn(folder).length === 0 && !existsSync(folder);
    await waitUntil(gone, { what: 'no process and no folder is left' });
  });
});
