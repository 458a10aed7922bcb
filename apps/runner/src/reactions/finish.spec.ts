import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { aStartedAttempt } from '../attempt/started-attempt.fixture.ts';
import { finish } from './finish.ts';
import type { ReactionTools } from './reaction.ts';

describe('the finish of a failed attempt', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'reprise-finish-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('warns where the history of its Nextflow cannot be read', async () => {
    const started = aStartedAttempt(dataDir);
    const held = { ...started, job: { ...started.job, last_run: started.run } } as typeof started;
    mkdirSync(held.paths.launchDir, { recursive: true });
    writeFileSync(join(held.paths.launchDir, '.nextflow'), 'in the place of its folder');
    const warnings: string[] = [];
    const forget = () => undefined;
    const ended = { status: 'exited', exit_code: 1, signal: null, ended_at: new Date().toISOString() };
    const tree = { survivors: [], signals: [], processes_ended: 0, ended_before_signal: true };
    await finish(held, {
      ...{
        trees: { forget },
        survivors: { forget },
        pipeline: () => Promise.resolve(undefined),
        settings: { inputRoots: [] },
      },
      watches: { ensure: () => Promise.resolve({ ended, tree }), forget },
      commands: { handle: () => Promise.resolve({ outcome: 'accepted' }) },
      onWarning: (problem: string) => warnings.push(problem),
    } as unknown as ReactionTools);
    await waitUntil(() => warnings.length > 0 || undefined, { what: 'it warns' });
    expect(warnings).toEqual([
      expect.stringMatching(/^The tasks .* could not be read ahead of a resume: Error: ENOTDIR/),
    ]);
  });
});
