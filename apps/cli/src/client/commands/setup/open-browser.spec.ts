import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitUntil } from '@reprise/testing';
import { hasBrowser } from './open-browser.ts';

const LINK = 'http://lab-server:4100/device?code=LAB2-7KEY';

describe('the browser of a machine', () => {
  it('exists with a display, and is not used over SSH', () => {
    expect(hasBrowser({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasBrowser({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasBrowser({ WSL_DISTRO_NAME: 'Ubuntu' }, 'linux')).toBe(true);
    expect(hasBrowser({}, 'darwin')).toBe(true);
    expect(hasBrowser({}, 'linux')).toBe(false);
    expect(hasBrowser({ DISPLAY: 'localhost:10.0', SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, 'linux')).toBe(false);
    expect(hasBrowser({ SSH_TTY: '/dev/pts/1' }, 'darwin')).toBe(false);
  });

  it('opens the link', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-browser-'));
    const [browser, given] = [join(folder, 'browser'), join(folder, 'link')];
    writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" > ${given}.new && mv ${given}.new ${given}\n`);
    chmodSync(browser, 0o700);
    // Without a display and a desktop, the browser is the one that this variable names.
    const { DISPLAY: _, WAYLAND_DISPLAY: __, ...others } = process.env;
    const env = { ...others, BROWSER: browser, XDG_CURRENT_DESKTOP: 'X-Generic' };
    const opens = `(await import(${JSON.stringify(new URL('open-browser.ts', import.meta.url))})).openBrowser(process.argv[1])`;
    try {
      await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', `await ${opens}`, LINK], { env });
      await waitUntil(() => existsSync(given), { what: 'the browser is started', milliseconds: 40_000 });
      expect(readFileSync(given, 'utf8')).toBe(LINK);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
