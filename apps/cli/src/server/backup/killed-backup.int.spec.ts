import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings, withServers, type Servers } from '@reprise/launcher';
import { serverFolder } from '@reprise/testing';
import { random, scale, seed } from '@reprise/testing/random';
import { leaveHistory } from '../testing/leave-history.ts';
import { runCommand } from '../testing/run-command.ts';
import { BackupFolder } from './folder/backup-folder.ts';
import { checkBackup, wholeOf } from './folder/check-backup.ts';
import { storedFiles } from './format/manifest.ts';
import { recordChange } from './testing/record-change.ts';
import { ACCOUNTS, query } from './testing/tables.ts';

/** REPRISE_TEST_SCALE=5 makes 50 kills. */
const KILLS = Math.ceil(10 * scale);
const EVENTS = 30;
const draw = random(seed);
const scratch = mkdtempSync(join(serverFolder(), 'reprise-killed-'));
const [dataDir, backups] = [join(scratch, 'data'), join(scratch, 'backups')];
afterAll(() => rmSync(scratch, { recursive: true }));

const program = join(import.meta.dirname, '../../main.ts');
const preload = new URL('./testing/die-at-step.ts', import.meta.url).href;

/**
 * Runs a backup in a process that dies at a step. Returns the number of steps if the backup ended; null if it was
 * killed.
 */
async function backUpUntil(step: number): Promise<number | null> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, REPRISE_DATA_DIR: dataDir, DIES_AT_STEP: String(step) };
  const child = spawn(process.execPath, ['--import', preload, program, 'server', 'backup', backups], {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const said = { err: '', steps: '' };
  child.stdio[2]!.on('data', (data) => (said.err += String(data)));
  child.stdio[3]!.on('data', (data) => (said.steps += String(data)));
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (...ended) => resolve(ended)),
  );
  expect({ step, seed, err: said.err, end: signal ?? code }).toEqual({
    ...{ step, seed, err: '' },
    end: signal ? 'SIGKILL' : 0,
  });
  return signal ? null : Number(said.steps);
}

const server = (folder: string, ...args: string[]) => runCommand({ REPRISE_DATA_DIR: folder }, 'server', ...args);
mkdirSync(dataDir);
const serversOf = <T>(work: (servers: Servers) => Promise<T>) =>
  withServers(readSettings({ REPRISE_DATA_DIR: dataDir }), work);

/** Changes everything that a backup copies. */
async function change({ natsUrl, databaseUrl }: Servers, n: number): Promise<void> {
  await query(databaseUrl, `insert into access."user" (name, role) values ('user ${String(n)}', 'viewer')`);
  appendFileSync(join(dataDir, 'inputs/ref.json'), ' ');
  for (const part of ['a', 'b'])
    writeFileSync(join(dataDir, 'uploads/files', `${String(n)}${part}`), `reads ${String(n)}${part}`);
  await recordChange(natsUrl, n);
}

const open = () => BackupFolder.open(backups);
const namesIn = (folder: string) => readdirSync(join(backups, folder)).sort();

beforeAll(() =>
  serversOf(async (servers) => {
    await leaveHistory(servers, join(dataDir, 'audit'), EVENTS);
    await query(servers.databaseUrl, ACCOUNTS);
    for (const folder of ['inputs', 'uploads/files']) mkdirSync(join(dataDir, folder), { recursive: true });
  }),
);

describe('reprise server backup that is killed', () => {
  it('leaves a folder that a restore refuses if it is the first one, and that the next backup completes', async () => {
    await serversOf(async (servers) => {
      await change(servers, 0);
      const steps = (await backUpUntil(0))!;
      // Step 9 creates the first folder in it.
      for (const step of [1, 5, 9, 10, Math.ceil(steps / 2)]) {
        rmSync(backups, { recursive: true, force: true });
        await backUpUntil(step);
        const refused = await server(join(scratch, 'b'), 'restore', backups);
        expect(refused).toMatchObject({
          code: 2,
          err: expect.stringMatching(/is not a folder of backups: it has no|has no complete backup/) as string,
        });
      }
      expect(existsSync(join(scratch, 'b'))).toBe(false);
      expect(await server(dataDir, 'backup', backups, '--check')).toMatchObject({ code: 0, err: '' });
    });
  });

  it(`damages no earlier backup, in any of ${KILLS} kills, and the next one completes it`, async () => {
    await serversOf(async (servers) => {
      await change(servers, 1);
      const steps = (await backUpUntil(0))!;
      for (let kill = 1; kill <= KILLS; kill++) {
        await change(servers, kill + 1);
        const { backups: before } = await open();
        const step = 1 + Math.floor(draw() * steps);
        await backUpUntil(step);
        const after = await open();
        expect({ step, seed, problems: after.problems }).toEqual({ step, seed, problems: [] });
        expect(after.backups.slice(0, before.length)).toEqual(before);
        await checkBackup(after, after.last!, wholeOf(after.last!));
        // Half of the kills hit a folder with the remains of an earlier backup.
        if (kill % 2 === 0) await completes();
      }
    });
  });

  it('leaves the last complete backup to be restored', async () => {
    const { last } = await open();
    await serversOf(async (servers) => {
      await change(servers, KILLS + 2);
      await backUpUntil(20);
    });
    const b = join(scratch, 'b');
    const restored = await server(b, 'restore', backups);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toContain(`from the backup ${last!.name}, up to event ${String(last!.log.last_seq)}.`);
  });
});

/** Makes a backup, and checks that nothing is left of backups that were killed. */
async function completes(): Promise<void> {
  expect(await server(dataDir, 'backup', backups, '--check')).toMatchObject({ code: 0, err: '' });
  const { backups: all } = await open();
  const named = all.flatMap(storedFiles).map(({ sha256 }) => sha256);
  expect(namesIn('files')).toEqual([...new Set(named)].sort());
  expect(namesIn('events').map((name) => `events/${name}`)).toEqual(all.at(-1)!.log.segments.map(({ file }) => file));
  expect(namesIn('backups')).toEqual(all.map(({ name }) => `${name}.json`));
}
