import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DETECTED_EXECUTORS } from '@reprise/contracts';
import { findExecutors } from '@reprise/executors';

describe('the executors that a submission expects a runner to report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-detected-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are those that a runner looks for', async () => {
    const engines = ['docker', 'podman', 'apptainer', 'singularity'];
    for (const tool of [...engines, 'sinfo', 'qconf', 'pbsnodes', 'lsid'])
      writeFileSync(join(folder, tool), '#!/bin/sh\n', { mode: 0o755 });
    const found = await findExecutors({ PATH: folder });
    expect(found.map(({ name }) => name)).toEqual(DETECTED_EXECUTORS);
  });
});
