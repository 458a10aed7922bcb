import { tmpdir } from 'node:os';
import { aboutFullDisk } from './full-disk.ts';

describe('a start that fails on a full disk', () => {
  it.each([
    'ENOSPC: no space left on device, write',
    'nats did not start; the end of nats.log:\n no space left on device',
  ])('names the folder and the remedy: %s', (words) => {
    const { message } = aboutFullDisk(new Error(words), tmpdir()) as Error;
    expect(message).toMatch(/^The disk is full: \d+ MiB are free for the data folder \/tmp\. Free some space there, /);
    expect(message).toContain(words);
  });

  it('differs from one that fails for another reason', () => {
    const error = new Error('Port 8080 on 127.0.0.1 is in use');
    expect(aboutFullDisk(error, tmpdir())).toBe(error);
  });
});
