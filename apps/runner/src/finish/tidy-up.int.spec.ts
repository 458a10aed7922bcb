import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noIsolation } from '@reprise/nextflow';
import { waitUntil } from '@reprise/testing';
import { homeVariables, isHomeHeld, makeHome } from '../attempt/job-home.ts';
import { aStartedAttempt } from '../attempt/started-attempt.fixture.ts';
import type { StartSettings } from '../base/start-settings.ts';
import { tidyUp } from './tidy-up.ts';

describe('tidying up after an attempt', () => {
  let folder: string;
  beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-tidy-')))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps the home while an engine query needs it, and removes it afterwards', async () => {
    const started = aStartedAttempt(folder);
    const home = homeVariables(started)['HOME']!;
    const task = join(started.run.work_dir, 'ab', '0'.repeat(30));
    for (const made of [home, task, started.paths.launchDir]) mkdirSync(made, { recursive: true });
    writeFileSync(join(task, '.command.run'), 'launch() {\n    podman run -i own /bin/bash\n}\n');
    const podman = `#!/bin/sh\ntouch ${folder}/asked; until [ -e ${folder}/answer ]; do sleep 0.05; done; exit 0\n`;
    writeFileSync(join(folder, 'podman'), podman, { mode: 0o755 });
    const environment = { PATH: `${folder}:/usr/bin:/bin` };
    const problems: string[] = [];
    const tidying = tidyUp(started, {
      settings: { environment, isolation: noIsolation() } as unknown as StartSettings,
      variables: {},
      mayFindAhead: false,
      hasFailed: true,
      endedAt: new Date(),
      warn: (problem) => problems.push(problem),
    });
    await waitUntil(() => existsSync(join(folder, 'asked')), { what: 'Podman is asked' });
    expect([isHomeHeld(started), existsSync(home)]).toEqual([true, true]);
    // A resume starts in the meantime.
    const next = { paths: started.paths, attempt: started.attempt + 1 };
    await makeHome(next, { nextflow: 'nextflow', environment, isolation: noIsolation() });
    expect([existsSync(home), existsSync(homeVariables(next)['HOME']!)]).toEqual([true, true]);
    writeFileSync(join(folder, 'answer'), '');
    await tidying;
    expect([isHomeHeld(started), existsSync(home), problems]).toEqual([false, false, []]);
  });
});
