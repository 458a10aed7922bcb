import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '../api.ts';
import { guard, type Guardian } from '../guardian.ts';
import { Lab } from '../lab.ts';
import { Sample } from '../sample.ts';
import { NOBODY, startedByUser, type OfUser } from './started-by-user.ts';
import { commandLines, secretsIn, targetsIn, textUnder, type Targets, type Tried } from './targets.ts';

const pipelines = join(import.meta.dirname, '../../pipelines');

/** Ports of the servers that this data dir holds. */
function portsIn(dataDir: string): Targets['ports'] {
  const text = (path: string) => readFileSync(path, 'utf8');
  const cluster = existsSync(join(dataDir, 'postgres.folder')) ? text(join(dataDir, 'postgres.folder')).trim() : null;
  return {
    nats: Number(/listen: "127\.0\.0\.1:(\d+)"/.exec(text(join(dataDir, 'nats/nats-server.conf')))?.[1]),
    postgres: Number(text(join(cluster ?? join(dataDir, 'postgres'), 'data/postmaster.pid')).split('\n')[3]),
  };
}

/** Runs the pipeline `spy`, and checks that it got at nothing from Nextflow and from its task. */
async function spyFails(api: Api, dataDir: string, services: readonly number[], folder: string): Promise<Sample> {
  const sample = await Sample.submit(api, dataDir, 'spy', { folder });
  // With the job's files and processes.
  await sample.reads('running', ({ status }) => status === 'running');
  const targets = targetsIn(dataDir, sample.id, services, portsIn(dataDir));
  expect(targets.read.length).toBeGreaterThan(100);
  writeFileSync(join(folder, 'targets.json.new'), JSON.stringify(targets));
  // Whoever may do all can do all: the probe works, and what it is to try is there.
  mkdirSync(join(folder, 'control'));
  writeFileSync(join(folder, 'control/targets.json'), JSON.stringify({ ...targets, write: [], fill: [] }));
  execFileSync('node', [join(pipelines, 'spy/probe.mjs'), join(folder, 'control'), 'all']);
  const control = JSON.parse(readFileSync(join(folder, 'control/all.json'), 'utf8')) as Tried;
  expect(control.read.length).toBeGreaterThan(targets.read.length * 0.9);
  renameSync(join(folder, 'targets.json.new'), join(folder, 'targets.json'));

  await sample.becomes('completed', 120_000);
  const secrets = secretsIn(dataDir, services);
  expect(secrets.length).toBeGreaterThan(8);
  const isHeldBy = (text: string) => secrets.filter((secret) => text.includes(secret));
  for (const who of ['head', 'task']) {
    const report = readFileSync(join(folder, `${who}.json`), 'utf8');
    const tried = JSON.parse(report) as Tried;
    expect(tried).toMatchObject({ read: [], written: [], filled: [] });
    expect(tried.nats).toContain("-ERR 'Authorization Violation'");
    expect(tried.postgres).toMatch(/^R.*SCRAM-SHA-256/s);
    expect(Object.keys(tried.env).filter((name) => /URL|TOKEN|PASSWORD|NATS|DATABASE/.test(name))).toEqual([]);
    expect(tried.files.filter((path) => path.startsWith(dataDir) && !path.includes(sample.id))).toEqual([]);
    expect(isHeldBy(JSON.stringify(tried.env))).toEqual([]);
  }
  expect(isHeldBy(commandLines())).toEqual([]);
  expect(isHeldBy(textUnder(join(dataDir, 'jobs', sample.id)))).toEqual([]);
  return sample;
}

const uidOf = (folder: string) => (JSON.parse(readFileSync(join(folder, 'task.json'), 'utf8')) as Tried).uid;

describe('a pipeline that tries every secret', () => {
  it('gets at none where this user starts Reprise', async () => {
    const lab = await Lab.start();
    try {
      const { dataDir, services } = lab.system;
      const pids = Object.values(services).flatMap((service) => (service ? [service.pid] : []));
      const folder = lab.inputFolder();
      const sample = await spyFails(lab.api, dataDir, pids, folder);
      const isRoot = process.getuid?.() === 0;
      expect(uidOf(folder) === process.getuid?.()).toBe(!isRoot);
      expect(await lab.api.runners()).toMatchObject([{ isolation: isRoot ? 'user' : 'namespace' }]);

      // What it wrote is deleted for a rerun, and its results are read.
      await sample.command('rerun');
      await sample.reads('in its second attempt', ({ attempt }) => attempt === 2);
      await sample.becomes('completed');
    } finally {
      await lab.stop();
    }
  });

  it('gets at none where an ordinary user starts Reprise', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'reprise-of-user-'));
    const guardian: Guardian = guard(scratch);
    let system: OfUser | undefined;
    try {
      const [home, folder] = [join(scratch, 'home'), join(scratch, 'inputs')];
      for (const path of [home, folder]) mkdirSync(path);
      if (process.getuid?.() === 0) for (const path of [scratch, home, folder]) chownSync(path, NOBODY, NOBODY);
      chmodSync(folder, 0o777);
      system = await startedByUser({
        ...{ PATH: process.env['PATH'], HOME: home, NXF_HOME: join(home, 'nextflow') },
        ...{ REPRISE_DATA_DIR: join(scratch, 'data'), REPRISE_PORT: '0', REPRISE_PIPELINES: pipelines },
        REPRISE_INPUT_ROOTS: scratch,
      });
      const api = new Api(system.url, system.token);
      await spyFails(api, system.dataDir, system.services, folder);
      expect(await api.runners()).toMatchObject([{ isolation: 'namespace' }]);
    } finally {
      await system?.stop();
      await guardian.finish();
    }
  });
});
