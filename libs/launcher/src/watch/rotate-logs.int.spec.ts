import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { rotateLog, rotateLogs } from './rotate-logs.mjs';

let folder: string;
let log: string;
let opened: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-logs-'));
  log = join(folder, 'gateway.log');
  // Opened like the log of a service.
  opened = openSync(log, 'a', 0o600);
});
afterEach(() => {
  closeSync(opened);
  rmSync(folder, { recursive: true });
});

const append = (text: string) => writeSync(opened, text);
const contents = () =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

describe('the rotation of logs', () => {
  it('leaves a log unchanged up to its limit', async () => {
    append('12345');
    await rotateLog(log, { maxBytes: 5, files: 3 });
    expect(contents()).toEqual({ 'gateway.log': '12345' });
  });

  it('keeps the latest files, while the service continues to append to its open log', async () => {
    for (const text of ['first', 'second', 'third', 'fourth']) {
      append(text);
      await rotateLog(log, { maxBytes: 4, files: 3 });
    }
    append('now');
    expect(contents()).toEqual({ 'gateway.log': 'now', 'gateway.log.1': 'fourth', 'gateway.log.2': 'third' });
    expect(statSync(`${log}.1`).mode & 0o777).toBe(0o600);

    append(' and then');
    await rotateLog(log, { maxBytes: 4, files: 2 });
    expect(contents()).toEqual({ 'gateway.log': '', 'gateway.log.1': 'now and then' });
  });

  it('keeps none if only one file is allowed', async () => {
    append('first');
    await rotateLog(log, { maxBytes: 4, files: 1 });
    append('now');
    expect(contents()).toEqual({ 'gateway.log': 'now' });
  });

  it('continues by itself until it is stopped', async () => {
    const stop = rotateLogs(folder, { maxBytes: 4, files: 2 }, () => undefined, 10);
    append('first');
    const isRotated = () => statSync(log).size === 0;
    await waitUntil(isRotated, { what: 'the log is rotated' });
    stop();
    expect(contents()).toEqual({ 'gateway.log': '', 'gateway.log.1': 'first' });
  });
});
