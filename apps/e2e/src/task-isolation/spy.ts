import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../api.ts';
import { Sample } from '../sample.ts';
import { commandLines, secretsIn, targetsIn, textUnder, type Targets, type Tried } from './targets.ts';

/** Folder of the test pipelines. */
export const pipelines = join(import.meta.dirname, '../../pipelines');

/** Ports of the servers in this data dir. */
function portsIn(dataDir: string): Targets['ports'] {
  const text = (path: string) => readFileSync(path, 'utf8');
  const cluster = existsSync(join(dataDir, 'postgres.folder')) ? text(join(dataDir, 'postgres.folder')).trim() : null;
  return {
    nats: Number(/listen: "127\.0\.0\.1:(\d+)"/.exec(text(join(dataDir, 'nats/nats-server.conf')))?.[1]),
    postgres: Number(text(join(cluster ?? join(dataDir, 'postgres'), 'data/postmaster.pid')).split('\n')[3]),
  };
}

/**
 * Runs the pipeline `spy`, and checks that neither Nextflow nor its task had access to any target.
 * @param elsewhere secret files outside the data dir
 * @param readable folders that the task may read, but not change
 */
export async function spyFails(
  api: Api,
  dataDir: string,
  services: readonly number[],
  folder: string,
  elsewhere: readonly string[] = [],
  readable: readonly string[] = [],
): Promise<Sample> {
  const sample = await Sample.submit(api, dataDir, 'spy', { folder });
  // While files and processes of the job exist.
  await sample.reads('running', ({ status }) => status === 'running');
  const ofReprise = targetsIn(dataDir, sample.id, services, portsIn(dataDir), elsewhere);
  const targets = { ...ofReprise, fill: [...ofReprise.fill, ...readable] };
  expect(targets.read.length).toBeGreaterThan(100);
  writeFileSync(join(folder, 'targets.json.new'), JSON.stringify(targets));
  // With full access everything succeeds, so the probe works and its targets exist.
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

/** User id of that pipeline's task. */
export const uidOf = (folder: string) => (JSON.parse(readFileSync(join(folder, 'task.json'), 'utf8')) as Tried).uid;
