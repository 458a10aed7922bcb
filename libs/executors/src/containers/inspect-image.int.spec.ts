import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectImage } from './inspect-image.ts';

const [A, B, ID] = ['a', 'b', 'c'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string, string];

describe('the digest of an image', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reprise-image-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const engine = (name: string, script: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\necho "$*" >> ${folder}/asked\n${script}\n`, { mode: 0o755 });
  const inspect = (image: string, others: { tool?: 'docker' | 'podman' | 'apptainer'; scheduler?: string } = {}) =>
    inspectImage(
      { tool: others.tool ?? 'docker', bySudo: false, image, scheduler: others.scheduler ?? null },
      { env: { PATH: `${folder}:/usr/bin:/bin` }, prefix: ['env'] },
    );
  const says = (id: string, digests: readonly string[] | null) =>
    `printf '%s\\t%s\\n' '${id}' '${JSON.stringify(digests)}'`;

  it('is that of its registry, among those of other registries', async () => {
    engine('docker', says(ID, [`mirror:5000/lab/bwa@${B}`, `lab/bwa@${A}`]));
    const known = { digest: A, image_id: ID, problem: null };
    for (const name of ['lab/bwa:0.7', 'docker.io/lab/bwa:0.7', 'lab/bwa']) expect(await inspect(name)).toEqual(known);
    expect(await inspect('mirror:5000/lab/bwa:0.7')).toEqual({ ...known, digest: B });
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toMatch(/^image inspect --format \S+\t\S+ \S+ lab\/bwa:0\.7\n/);
  });

  it('is unknown for an image without a registry, whose id is known', async () => {
    engine('docker', says(ID, []));
    expect(await inspect('own')).toEqual({ digest: null, image_id: ID, problem: null });
    engine('podman', says(ID.replace('sha256:', ''), null));
    expect(await inspect('own', { tool: 'podman' })).toEqual({ digest: null, image_id: ID, problem: null });
  });

  it('is unknown, with the reason, if the engine does not report it', async () => {
    engine('docker', 'echo "Error: No such image: own" >&2; exit 1');
    const unknown = { digest: null, image_id: null };
    expect(await inspect('own')).toEqual({ ...unknown, problem: 'Error: No such image: own' });
    expect(await inspect('own', { scheduler: 'slurm' })).toEqual({
      ...unknown,
      problem: 'its tasks ran on machines of slurm',
    });
    expect(await inspect('/cache/own.img', { tool: 'apptainer' })).toEqual({
      ...unknown,
      problem: 'apptainer is not asked for digests of images',
    });
  });

  it('is taken from a name that contains it, with any engine', async () => {
    const known = { digest: A, image_id: null, problem: null };
    expect(await inspect(`lab/bwa@${A}`, { scheduler: 'slurm' })).toEqual(known);
    expect(await inspect(`docker://lab/bwa@${A}`, { tool: 'apptainer' })).toEqual(known);
  });

  it('is not requested for a name that the engine would read as an option', async () => {
    engine('docker', says(ID, []));
    expect(await inspect('--help')).toMatchObject({ image_id: null, problem: 'docker has no image of such a name' });
    expect(() => readFileSync(join(folder, 'asked'))).toThrow('ENOENT');
  });
});
