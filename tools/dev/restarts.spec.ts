import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Restarts } from './restarts.ts';

describe('restarts after a change', () => {
  let folder: string;
  let restarted: string[];
  let said: string[];
  let build: () => Promise<void>;
  let restarts: Restarts;
  const built = (service: string) => join(folder, service);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-restarts-'));
    restarted = [];
    said = [];
    build = async () => undefined;
    const service = (name: string) => ({ restart: async () => void restarted.push(name) });
    restarts = new Restarts({
      services: { gateway: service('gateway'), runner: service('runner') },
      build: () => build(),
      built,
      say: (line) => said.push(line),
    });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const change = async (...paths: string[]) => {
    restarts.ask(paths);
    await restarts.settled();
  };

  it('restart only the service that was rebuilt', async () => {
    build = async () => writeFileSync(built('runner'), 'new');
    await change('apps/runner/src/main.ts');
    expect(restarted).toEqual(['runner']);
  });

  it('restart nothing if no build changed, such as after a change of a spec', async () => {
    await change('libs/job/src/evolve.spec.ts', 'libs/testing/src/nats.ts');
    expect(restarted).toEqual([]);
  });

  it('restart both services after a change of a pipeline, and none after a change of its demo data', async () => {
    await change('pipelines/wes/demo/DEMO1/DEMO1_R1.fastq.gz');
    expect(restarted).toEqual([]);
    await change('pipelines/wes/main.nf');
    expect(restarted).toEqual(['gateway', 'runner']);
  });

  it('leave the last build in place when a build fails, and report the reason', async () => {
    build = async () => {
      writeFileSync(built('gateway'), 'half');
      throw new Error('a semicolon is missing');
    };
    await change('apps/gateway/src/main.ts');
    expect(restarted).toEqual([]);
    expect(said.join()).toContain('a semicolon is missing');
  });

  it('build once more for all changes during a build', async () => {
    let builds = 0;
    build = async () => {
      builds += 1;
      if (builds === 1) restarts.ask(['libs/job/src/a.ts', 'libs/job/src/b.ts']);
    };
    await change('libs/job/src/evolve.ts');
    expect(builds).toBe(2);
  });
});
