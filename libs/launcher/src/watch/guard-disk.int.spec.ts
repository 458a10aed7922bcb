import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverFolder, waitUntil } from '@reprise/testing';
import { guardDisk, RESERVE_BYTES } from './guard-disk.mjs';

let folder: string;
let natsLog: string;
let natsPid: number | undefined;
let ended: (number | undefined)[];
let said: string[];
let stop: () => void;
beforeEach(() => {
  folder = mkdtempSync(join(serverFolder(), 'reprise-guard-'));
  natsLog = join(folder, 'nats.log');
  writeFileSync(natsLog, '');
  natsPid = 1;
  ended = [];
  said = [];
  const disk = { folder, natsLog, natsPid: () => natsPid, endNats: () => ended.push(natsPid) };
  stop = guardDisk({ ...disk, say: (line) => said.push(line) }, 10);
});
afterEach(() => {
  stop();
  rmSync(folder, { recursive: true });
});

const reserve = () => join(folder, 'reserve');
const fails = (pid: number) =>
  appendFileSync(natsLog, `[${String(pid)}] [ERR] JetStream failed to store a msg: no space left on device\n`);

describe('the guard of the disk', () => {
  it('keeps a reserve that only the owner can read', async () => {
    await waitUntil(() => existsSync(reserve()), { what: 'there is a reserve' });
    expect(statSync(reserve())).toMatchObject({ size: RESERVE_BYTES, mode: 0o100600 });
    expect(said).toEqual([]);
  });

  it('restarts a nats-server once if its store failed and has space, and the next one if that fails too', async () => {
    await waitUntil(() => existsSync(reserve()), { what: 'it looks' });
    fails(1);
    await waitUntil(() => ended.length === 1, { what: 'the nats-server is ended' });
    fails(1);
    natsPid = undefined;
    fails(1);
    natsPid = 2;
    fails(1);
    rmSync(reserve());
    await waitUntil(() => existsSync(reserve()), { what: 'it looks again' });
    expect(ended).toEqual([1]);
    fails(2);
    await waitUntil(() => ended.length === 2, { what: 'the next one is ended' });
    expect(ended).toEqual([1, 2]);
    expect(said[0]).toBe(
      'The nats-server, whose store may have failed for lack of room, is ended: it is started again once there is room',
    );
  });
});
