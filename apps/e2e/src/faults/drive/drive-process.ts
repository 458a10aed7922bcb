import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, read, readSync, writeFileSync, writeSync } from 'node:fs';
import { DriveServer, type Order } from './drive-server.ts';
import { MAX_REQUEST } from './fuse.ts';
import { WriteCache } from './write-cache.ts';

/**
 * Process that serves a drive: `drive-process.ts FILE IMAGE BYTES`. It mounts itself as FILE and stores synced blocks
 * in IMAGE. It takes orders over IPC, answers each with its result, and ends when FILE is unmounted or its parent ends.
 */
const [file, imageFile, bytes] = process.argv.slice(2) as [string, string, string];
/** Number of blocks: 256 MiB. */
const CACHE_BLOCKS = 65_536;

const image = openSync(imageFile, 'w+');
ftruncateSync(image, Number(bytes));
const cache = new WriteCache(
  {
    read: (target, offset) => void readSync(image, target, 0, target.length, offset),
    write: (data, offset) => void writeSync(image, data, 0, data.length, offset),
  },
  CACHE_BLOCKS,
);
const device = openSync('/dev/fuse', 'r+');
const server = new DriveServer(cache, Number(bytes), reply);
writeFileSync(file, '');
mount();
next();
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', ({ id, order }: { id: number; order: Order }) => {
  process.send!({ id, result: server.obey(order) });
});
process.send!({ id: 0, result: null });

/** The mount's root is a regular file. */
function mount(): void {
  // `device` is descriptor 3 of `mount`.
  const options = 'fd=3,rootmode=100600,user_id=0,group_id=0';
  const { status } = spawnSync('mount', ['-i', '-t', 'fuse', '-o', options, 'reprise-drive', file], {
    stdio: ['ignore', 'inherit', 'inherit', device],
  });
  if (status !== 0) process.exit(1);
}

function next(): void {
  const buffer = Buffer.allocUnsafe(MAX_REQUEST);
  read(device, buffer, 0, buffer.length, null, (error, length) => {
    if (error?.code === 'ENODEV') return end(); // unmounted
    // ENOENT: the request was interrupted.
    if (!error) server.take(buffer.subarray(0, length));
    next();
  });
}

function reply(message: Buffer): void {
  try {
    writeSync(device, message);
  } catch (error) {
    // The request was interrupted, or the file was unmounted.
    if (!['ENOENT', 'ENODEV'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function end(): void {
  closeSync(image);
  process.exit(0);
}
