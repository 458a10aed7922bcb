import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeEvent, newId, openJetStreamLog } from '@reprise/event-log';
import { readSettings, withServers, type Servers } from '@reprise/launcher';
import { serverFolder } from '@reprise/testing';
import { leaveHistory } from '../testing/leave-history.ts';
import { runCommand } from '../testing/run-command.ts';
import { BackupFolder } from './folder/backup-folder.ts';
import { checkBackup, wholeOf } from './folder/check-backup.ts';
import { ACCOUNTS, query } from './testing/tables.ts';

const MIB = 2 ** 20;
/** Together 20 MB. */
const LARGE_EVENTS = 100;
const scratch = mkdtempSync(join(serverFolder(), 'reprise-full-disk-'));
const [dataDir, backups, disk] = [join(scratch, 'data'), join(scratch, 'backups'), join(scratch, 'disk')];
chmodSync(scratch, 0o755); // Postgres may run as another user
mkdirSync(dataDir);
mkdirSync(disk);
afterAll(() => rmSync(scratch, { recursive: true }));

const program = join(import.meta.dirname, '../../main.ts');
const serversOf = <T>(work: (servers: Servers) => Promise<T>) =>
  withServers(readSettings({ REPRISE_DATA_DIR: dataDir }), work);

/**
 * Runs a shell script with a separate disk mounted at the folder `disk`, which is removed afterwards. In the script,
 * the function `reprise` runs the program with a data dir and prints its exit code.
 */
function onDisk(bytes: number, script: string): string {
  const [uid, gid] = [process.getuid!(), process.getgid!()];
  // A user namespace requires no privileges. Postgres refuses to run as root, even as the root of a user namespace.
  const mayMount = uid === 0 ? [] : ['--user', '--map-root-user'];
  const asBefore = uid === 0 ? '' : `unshare --user --map-user=${String(uid)} --map-group=${String(gid)} --`;
  const { PATH, HOME } = process.env;
  const { stdout, stderr, status } = spawnSync(
    'unshare',
    [
      ...mayMount,
      '--mount',
      'sh',
      '-c',
      `mount -t tmpfs -o size=${String(bytes)} small "$disk" && ${asBefore} sh -c "$script"`,
    ],
    {
      encoding: 'utf8',
      env: {
        ...{ PATH, HOME, disk, backups, dataDir, node: process.execPath, program },
        script: `reprise() { REPRISE_DATA_DIR=$1; shift; export REPRISE_DATA_DIR; "$node" "$program" "$@" 2>&1; echo "exit code $?"; }\n${script}`,
      },
    },
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

beforeAll(() =>
  serversOf(async (servers) => {
    await leaveHistory(servers, join(dataDir, 'audit'), 12);
    await query(servers.databaseUrl, ACCOUNTS);
    mkdirSync(join(dataDir, 'uploads/files'), { recursive: true });
    writeFileSync(join(dataDir, 'uploads/files/one'), Buffer.alloc(MIB, 'one'));
  }),
);

/** Lines of an output after a heading, up to the exit code. */
const after = (out: string, heading: string) =>
  new RegExp(`^${heading}\\n([^]*?exit code \\d)$`, 'm').exec(out)?.[1] ?? out;

const tooLittle = /^The disk of .* has too little space: .* are free now\./m;

describe('reprise server backup onto a full disk', () => {
  it('names the disk, keeps the earlier backups, and succeeds once space is free', async () => {
    const out = await serversOf(async () =>
      onDisk(
        4 * MIB,
        `echo FITS; reprise "$dataDir" server backup "$disk/b"
        head --bytes=4M /dev/zero | tr '\\0' x >"$dataDir/uploads/files/two"
        echo TOO LARGE; reprise "$dataDir" server backup "$disk/b"
        cp --recursive "$disk/b" "$disk/../left"
        head --bytes=1k "$dataDir/uploads/files/two" >"$dataDir/uploads/files/three"
        rm "$dataDir/uploads/files/two"
        head --bytes=9M /dev/zero >"$disk/filled" 2>/dev/null
        echo NO BYTE FREE; reprise "$dataDir" server backup "$disk/b"
        echo THE FIRST; reprise "$dataDir" server backup "$disk/c"
        rm "$disk/filled"
        echo FREE; reprise "$dataDir" server backup "$disk/b" --check
        cp --recursive "$disk/b" "$disk/../finally"`,
      ),
    );
    expect(after(out, 'FITS')).toMatch(/exit code 0$/);
    for (const heading of ['TOO LARGE', 'NO BYTE FREE', 'THE FIRST']) {
      expect(after(out, heading)).toMatch(tooLittle);
      expect(after(out, heading)).toMatch(/earlier ones are unchanged[^]*exit code 1$/);
    }
    expect(after(out, 'FREE')).toMatch(/All parts of this backup were read again and are intact\.[^]*exit code 0$/);
    const left = await BackupFolder.open(join(scratch, 'left'));
    expect(left.backups).toHaveLength(1);
    await checkBackup(left, left.last!, wholeOf(left.last!));
    const whole = await BackupFolder.open(join(scratch, 'finally'));
    expect(whole.backups).toMatchObject([left.last, { files: expect.arrayContaining([three]) as unknown }]);
  });

  const three = expect.objectContaining({ path: 'uploads/files/three', bytes: 1024 }) as unknown;
});

describe('reprise server restore onto a full disk', () => {
  beforeAll(() =>
    serversOf(async ({ natsUrl }) => {
      const { log } = await openJetStreamLog({ servers: natsUrl, name: 'test' });
      for (let n = 0; n < LARGE_EVENTS; n++) {
        const because = { actor: 'ada', source: '/test', correlation_id: 'c', causation_id: 'k' };
        const data = { from: n, to: n + 1, reason: 'x'.repeat(200_000) };
        await log.append(
          makeEvent(
            { type: 'priority_changed', subject: newId(), data },
            { id: newId(), time: '2026-01-01T00:00:00.000Z', ...because },
          ),
        );
      }
      await log.close();
      expect(await runCommand({ REPRISE_DATA_DIR: dataDir }, 'server', 'backup', backups)).toMatchObject({ code: 0 });
    }),
  );

  it.each([
    ['the uploads', 0.5],
    ['an empty database', 24],
    ['the log', 60],
  ])('names the disk if it has no space for %s, and leaves a data dir that cannot be used', (_, mebibytes) => {
    const out = onDisk(
      mebibytes * MIB,
      `echo RESTORE; reprise "$disk/r" server restore "$backups"
      echo VERIFY; reprise "$disk/r" verify`,
    );
    expect(after(out, 'RESTORE')).toMatch(tooLittle);
    expect(after(out, 'RESTORE')).toMatch(/Delete what was restored there, except the folder jobs[^]*exit code 2$/);
    expect(after(out, 'VERIFY')).toMatch(/its restore did not end[^]*exit code 2$/);
  });
});
