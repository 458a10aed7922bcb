import { readFileSync } from 'node:fs';
import { VERSION } from './version.ts';

it('the reported version is that of the package', () => {
  const file = new URL('../../../package.json', import.meta.url);
  expect(VERSION).toBe((JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version);
});
