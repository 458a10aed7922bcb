import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerEvents } from './container-events.ts';

const [since, until] = ['2026-12-03T11:59:40.000Z', '2026-12-03T12:00:01.000Z'];

describe('the events of containers', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reprise-events-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const tool = (name: string, script: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\necho "$*" >> ${folder}/asked\n${script}\n`, { mode: 0o755 });
  const events = (name: 'docker' | 'podman', bySudo = false) =>
    containerEvents(
      { tool: name, bySudo, since, until },
      { env: { PATH: `${folder}:/usr/bin:/bin` }, prefix: ['env'] },
    );
  const asked = () => readFileSync(join(folder, 'asked'), 'utf8');

  it('are those that Docker prints up to a time', async () => {
    tool('docker', 'echo "{}"');
    expect(await events('docker')).toBe('{}\n');
    expect(asked()).toBe(`events --filter type=container --since ${since} --until ${until} --format {{json .}}\n`);
  });

  it('are those that Podman has recorded', async () => {
    tool('podman', 'echo "{}"');
    expect(await events('podman')).toBe('{}\n');
    expect(asked()).toBe(`events --filter type=container --since ${since} --stream=false --format json\n`);
  });

  it('are queried by sudo if tasks use it', async () => {
    tool('sudo', 'exit 0');
    await events('docker', true);
    expect(asked()).toMatch(/^--non-interactive docker events /);
  });

  it('are none if the engine does not answer', async () => {
    tool('docker', 'echo "Cannot connect" >&2; exit 1');
    expect(await events('docker')).toBe('');
  });
});
