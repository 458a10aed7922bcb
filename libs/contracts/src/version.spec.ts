import { readFileSync } from 'node:fs';
import { VERSION } from './version.ts';

it('the version that is told is the one of the package', () => {
  const file = new URL('../../../package.json', import.meta.url);
  expect(VERSION).toBe((JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version);
});
