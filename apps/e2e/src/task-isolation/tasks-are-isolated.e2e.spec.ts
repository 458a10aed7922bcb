import { chmodSync, chownSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '../api.ts';
import { guard, type Guardian } from '../guardian.ts';
import { pipelines, spyFails } from './spy.ts';
import { NOBODY, startedByUser, type OfUser } from './started-by-user.ts';

const checkout = join(import.meta.dirname, '../../../..');

/** As root, this is covered by `commands/walks/spied.ts`. */
describe('a pipeline that tries every secret', () => {
  it('reads none under a Reprise of an ordinary user', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'reprise-of-user-'));
    const guardian: Guardian = guard(scratch);
    let system: OfUser | undefined;
    try {
      const [home, folder] = [join(scratch, 'home'), join(scratch, 'inputs')];
      const config = join(home, '.config/reprise');
      const plugins = join(home, 'nextflow/plugins');
      for (const path of [config, folder, plugins]) mkdirSync(path, { recursive: true });
      const logins = join(config, 'servers.json');
      writeFileSync(logins, '{}', { mode: 0o600 });
      const paths = [scratch, home, folder, config, logins, join(home, 'nextflow'), plugins];
      if (process.getuid?.() === 0) for (const path of paths) chownSync(path, NOBODY, NOBODY);
      chmodSync(folder, 0o777);
      system = await startedByUser({
        PATH: process.env['PATH'],
        HOME: home,
        NXF_HOME: join(home, 'nextflow'),
        REPRISE_DATA_DIR: join(scratch, 'data'),
        REPRISE_PORT: '0',
        REPRISE_PIPELINES: pipelines,
        REPRISE_INPUT_ROOTS: folder,
      });
      const api = new Api(system.url, system.token);
      // The user's next command executes files in the home and the checkout.
      const readable = [home, plugins, checkout, join(checkout, 'node_modules')];
      await spyFails(api, system.dataDir, system.services, folder, [logins], readable);
      expect(await api.runners()).toMatchObject([{ isolation: 'namespace' }]);
    } finally {
      await system?.stop();
      await guardian.finish();
    }
  });
});
